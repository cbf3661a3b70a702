using Marketplace.Core.Accounts;
using Marketplace.Core.Audit;
using Quartz;

namespace Marketplace.Web.Hosting;

/// <summary>Nightly: partitions of the access log, and sessions that ended long ago. Idempotent.</summary>
[DisallowConcurrentExecution]
public sealed class AccessUpkeepJob(AccessLogUpkeep log, Sessions sessions, ILogger<AccessUpkeepJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var dropped = await log.RunAsync(cancellationToken);
        if (dropped > 0)
            logger.LogInformation("Access log: {Months} months of more than a year were dropped", dropped);
        await sessions.PurgeAsync(cancellationToken);
    }
}
