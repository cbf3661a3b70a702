using Marketplace.People.Accounts;
using Marketplace.People.Audit;

namespace Marketplace.Web.Access;

/// <summary>Nightly: partitions of the access log, and sessions that ended long ago. Idempotent.</summary>
public sealed class AccessUpkeepJob(AccessLogUpkeep log, Sessions sessions, ILogger<AccessUpkeepJob> logger)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var dropped = await log.RunAsync(cancel);
        if (dropped > 0)
            logger.LogInformation("Access log: {Months} months of more than a year were dropped", dropped);
        await sessions.PurgeAsync(cancel);
    }
}
