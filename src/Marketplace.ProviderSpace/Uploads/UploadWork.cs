using Dapper;
using Marketplace.Platform.Scanning;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>What a run did.</summary>
/// <param name="Waiting">They wait for something that is away, or for another try.</param>
public sealed record UploadWorkReport(int Done, int Waiting);

/// <summary>
/// Reads, judges and publishes what is due. Each step is a transaction with its state, so that a killed process leaves an upload where it
/// was, and the next run does it again. One run at a time (the job's turn); uploads of different providers go side by side.
/// </summary>
public sealed partial class UploadWork(
    NpgsqlDataSource database, UploadStaging staging, UploadPublishing publishing, UploadSettings settings, ILogger<UploadWork> log)
{
    /// <summary>After so many starts without an end it is given up: perhaps it is what ends the process.</summary>
    public const int MostAttempts = 5;

    /// <summary>While another upload is worked on, the idle look so often for what falls due.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Does all that is due, and what falls due meanwhile.</summary>
    public async Task<UploadWorkReport> RunAsync(CancellationToken cancel)
    {
        var round = new Round();
        await Task.WhenAll(Enumerable.Range(0, settings.Workers).Select(_ => WorkAsync(round, cancel)));
        return new(round.Done, round.Waiting.Count);
    }

    private async Task WorkAsync(Round round, CancellationToken cancel)
    {
        while (true)
        {
            var (next, isOver) = await NextAsync(round, cancel);
            if (isOver)
                return;
            if (next is not { } id)
            {
                await Task.WhenAny(Task.Delay(Pause, cancel), round.Ended.Task);
                continue;
            }
            var done = await StepAsync(id, cancel);
            await round.Turn.WaitAsync(cancel);
            round.Busy.Remove(id);
            if (done)
                round.Done++;
            else
                round.Waiting.Add(id);
            var ended = round.Ended;
            round.Ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            round.Turn.Release();
            ended.SetResult();
        }
    }

    /// <summary>The longest waiting that nobody works on; over, when there is none and nobody works.</summary>
    private async Task<(Guid? Next, bool IsOver)> NextAsync(Round round, CancellationToken cancel)
    {
        await round.Turn.WaitAsync(cancel);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            var next = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition("""
                SELECT id FROM upload WHERE state IN ('received', 'staging', 'publishing') AND NOT id = ANY (@taken) ORDER BY received_at LIMIT 1
                """, new { taken = round.Busy.Concat(round.Waiting).ToArray() }, cancellationToken: cancel));
            if (next is { } id)
                round.Busy.Add(id);
            return (next, next is null && round.Busy.Count == 0);
        }
        finally
        {
            round.Turn.Release();
        }
    }

    /// <summary>What the workers of a run share, one at a time.</summary>
    private sealed class Round
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public HashSet<Guid> Busy { get; } = [];
        public HashSet<Guid> Waiting { get; } = [];
        public int Done { get; set; }

        /// <summary>Completes when one of them has ended a step.</summary>
        public TaskCompletionSource Ended { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <returns>False: not now.</returns>
    private async Task<bool> StepAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            if (await BeginAsync(id, cancel) is not { } upload)
                return true;
            if (upload.State == UploadProcess.Publishing)
                await publishing.RunAsync(upload, cancel);
            else
                await staging.RunAsync(upload, cancel);
            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (ScannerUnavailableException away)
        {
            Away(id, away.Message);
            await WaitsAsync(id, cancel);
            return false;
        }
        catch (Exception failure)
        {
            // One upload that cannot be done must not hold up the others; it is tried again, a few times.
            Failed(failure, id);
            return false;
        }
    }

    /// <summary>Counts the attempt before it is made, for it may end the process.</summary>
    /// <returns>Null: there is nothing to do any more.</returns>
    private async Task<Upload?> BeginAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await UploadRows.FindAsync(connection, id, held: true, cancel) is not { } upload
            || !UploadProcess.Working.Contains(upload.State))
            return null;
        var isOver = upload.Attempts >= MostAttempts;
        if (isOver)
            await UploadMoves.FailAsync(connection, upload, "Le traitement de ce fichier a échoué plusieurs fois ; rien n’en a été publié.",
                cancel);
        else
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE upload SET attempts = attempts + 1 WHERE id = @id", new { id }, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
        return isOver ? null : upload;
    }

    /// <summary>It is not the upload's fault: the attempt does not count.</summary>
    private async Task WaitsAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE upload SET attempts = greatest(attempts - 1, 0), note = 'Le contrôle antivirus ne répond pas : ce fichier attend.' WHERE id = @id
            """, new { id }, cancellationToken: cancel));
    }

    [LoggerMessage(LogLevel.Warning, "Upload {Id} waits: the scanner cannot tell ({Reason})")]
    private partial void Away(Guid id, string reason);

    [LoggerMessage(LogLevel.Error, "Upload {Id} could not be worked on; it is tried again")]
    private partial void Failed(Exception error, Guid id);
}
