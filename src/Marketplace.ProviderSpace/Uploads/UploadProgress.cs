using Dapper;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Tells how far the work on an upload is, twice a second at most and never in its transaction.</summary>
internal sealed class UploadProgress : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource over = new();
    private readonly Task telling;
    private readonly long expected;
    private long done;

    /// <param name="expected">Bytes, each reading counted.</param>
    public UploadProgress(NpgsqlDataSource database, Guid upload, long expected)
    {
        this.expected = Math.Max(1, expected);
        telling = TellAsync(database, upload);
    }

    /// <summary>So many bytes more.</summary>
    public void Add(int bytes) => Interlocked.Add(ref done, bytes);

    private int Percent => (int)Math.Min(99, Interlocked.Read(ref done) * 100 / expected);

    private async Task TellAsync(NpgsqlDataSource database, Guid upload)
    {
        using var timer = new PeriodicTimer(Every);
        var told = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(over.Token))
            {
                if (Percent == told)
                    continue;
                told = Percent;
                await using var connection = await database.OpenConnectionAsync(over.Token);
                // Passed over while the last step holds the row: it is about to say more than a number.
                await connection.ExecuteAsync(new CommandDefinition("""
                    UPDATE upload SET progress = @told WHERE id = (SELECT id FROM upload WHERE id = @upload FOR NO KEY UPDATE SKIP LOCKED)
                    """, new { upload, told }, cancellationToken: over.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
        catch (NpgsqlException)
        {
            // A number on a page is not worth the work.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await telling;
        over.Dispose();
    }
}
