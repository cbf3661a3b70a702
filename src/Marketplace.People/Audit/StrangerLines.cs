using System.Threading.RateLimiting;
using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Telemetry;
using Npgsql;

namespace Marketplace.People.Audit;

/// <summary>
/// How many lines of the access log somebody who is not signed in may cause (setting <c>RateLimits__LinesPerHour</c>); zero: any number.
/// </summary>
public sealed class StrangerLineSettings
{
    public const string Section = "RateLimits";

    /// <summary>Lines of one address an hour.</summary>
    public int LinesPerHour { get; set; } = 20;
}

/// <summary>
/// Lines of the access log about somebody who is not signed in. The log is kept a year and cannot be emptied: beyond a
/// limit of their address they are counted by the hour instead of written. Each process counts addresses for itself and
/// in memory; the counts hold none.
/// </summary>
public sealed class StrangerLines(NpgsqlDataSource database, StrangerLineSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limits = PartitionedRateLimiter.Create<string, string>(
        address => settings.LinesPerHour <= 0
        ? RateLimitPartition.GetNoLimiter(address)
        : RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.LinesPerHour, Window = TimeSpan.FromHours(1),
            QueueLimit = 0 }));

    /// <summary>Writes a line, or counts it.</summary>
    /// <param name="address">Where the request came from; forgotten afterwards.</param>
    /// <param name="entry">Its object is a code of ours: few different ones, so that the counts stay few too.</param>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> WriteAsync(string address, AccessEntry entry, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        using var lease = _limits.AttemptAcquire(address);
        if (lease.IsAcquired)
        {
            await AccessLog.WriteAsync(connection, Actor.Visitor, entry, cancel);
            return true;
        }
        await connection.ExecuteAsync(new CommandDefinition("SELECT access_log_count(@Nature, @operation, @Object)",
            new { entry.Nature, operation = AccessLog.Code(entry.Operation), entry.Object }, cancellationToken: cancel));
        MarketplaceTelemetry.UnwrittenLines.Add(1);
        return false;
    }

    public void Dispose() => _limits.Dispose();
}
