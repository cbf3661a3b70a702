using Marketplace.Indexing.Upkeep;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// Runs the feed in a server, woken by notifications; OutboxSweep covers those that are missed. Errors are logged and
/// tried again with growing pauses; they never end the server.
/// </summary>
public sealed class OutboxListener(NpgsqlDataSource database, OutboxFeed feed, IndexRequests requests, IndexTasks tasks, IndexReadiness readiness, ILogger<OutboxListener> log)
    : BackgroundService
{
    /// <summary>When nothing was heard for so long, what was applied is saved.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = TimeSpan.FromMilliseconds(200);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await feed.OpenAsync(stoppingToken);
                await ListenAsync(() => pause = TimeSpan.FromMilliseconds(200), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                log.LogError(error, "The outbox cannot be read; next try in {Pause}", pause);
                await Task.Delay(pause, stoppingToken).ContinueWith(_ => { }, CancellationToken.None);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        await feed.SaveAsync(CancellationToken.None);
    }

    private async Task ListenAsync(Action succeeded, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN outbox; LISTEN {IndexRequests.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        while (true)
        {
            await feed.CatchUpAsync(cancel);
            readiness.Ready = true;
            await AnswerRequestsAsync(cancel);
            succeeded();
            if (!await connection.WaitAsync(Quiet, cancel))
                await feed.SaveAsync(cancel);
        }
    }

    private async Task AnswerRequestsAsync(CancellationToken cancel)
    {
        while (await requests.TakeAsync(cancel) is { } request)
        {
            // A rebuild takes long, and the index must go on following the outbox meanwhile.
            _ = Task.Run(() => AnswerAsync(request, cancel), cancel);
        }
    }

    private async Task AnswerAsync(IndexRequest request, CancellationToken cancel)
    {
        try
        {
            await requests.AnswerAsync(request, await tasks.RunAsync(request.Kind, null, cancel), cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Index request {Kind} failed", request.Kind);
            await requests.AnswerAsync(request, new(2, $"La demande a échoué : {error.Message}"), cancel);
        }
    }
}

/// <summary>Whether the index has caught up once since the start, for the readiness probe.</summary>
public sealed class IndexReadiness
{
    public volatile bool Ready;
}
