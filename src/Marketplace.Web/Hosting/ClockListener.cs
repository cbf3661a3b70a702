using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>Keeps a movable clock in step with the other processes; does nothing for a fixed one.</summary>
public sealed partial class ClockListener(MarketplaceClock clock, NpgsqlDataSource database, ILogger<ClockListener> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (clock.CanMove && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await using (var listen = new NpgsqlCommand($"LISTEN {MarketplaceClock.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                while (true)
                {
                    await clock.RefreshAsync(stoppingToken);
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException failure)
            {
                ConnectionLost(failure.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The clock's connection was lost ({Reason}); connecting again.")]
    private partial void ConnectionLost(string reason);
}
