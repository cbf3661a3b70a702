using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>Keeps a movable clock in step with the other processes; does nothing for a fixed one.</summary>
public sealed class ClockListener(MarketplaceClock clock, NpgsqlDataSource database, ILogger<ClockListener> log)
    : ListeningWorker(database, [MarketplaceClock.Channel], log)
{
    protected override Task<bool> BeginAsync(CancellationToken cancel) => Task.FromResult(clock.CanMove);

    protected override Task LookAsync(CancellationToken cancel) => clock.RefreshAsync(cancel);
}
