using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Catalogue.Reference;

/// <summary>Loads the reference tables again when another process changed them (NOTIFY reference).</summary>
public sealed class ReferenceListener(NpgsqlDataSource database, ReferenceDataStore store, ILogger<ReferenceListener> log) : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                log.LogWarning("Listening for reference changes failed ({Reason}); trying again", e.Message);
                await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var changed = new HashSet<string>();
        connection.Notification += (_, notification) => changed.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN reference", connection))
            await listen.ExecuteNonQueryAsync(stop);
        // What changed between the first load and LISTEN, or while the connection was lost, was not announced to us.
        await store.ReloadAsync(cancel: stop);
        while (true)
        {
            await connection.WaitAsync(stop);
            // An import announces many changes in a row: one reload for all of them.
            while (await connection.WaitAsync(Gather, stop)) { }
            var tables = changed.ToArray();
            changed.Clear();
            await store.ReloadAsync(tables, stop);
        }
    }
}
