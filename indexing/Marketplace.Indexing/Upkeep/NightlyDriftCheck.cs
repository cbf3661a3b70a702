using Microsoft.Extensions.Logging;
using Quartz;

namespace Marketplace.Indexing.Upkeep;

/// <summary>Nightly: compares the index with the write side, repairs it, and raises an error in the log when they differed.</summary>
[DisallowConcurrentExecution]
public sealed class NightlyDriftCheck(DriftCheck check, ILogger<NightlyDriftCheck> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var drift = await check.RunAsync(cancellationToken);
        if (drift.Found)
            log.LogError("Index drift: {Missing} missing, {Stale} stale, {Superfluous} superfluous, {Unrepaired} not repaired", drift.Missing, drift.Stale, drift.Superfluous, drift.Unrepaired);
        else
            log.LogInformation("Index equals the write side: {Published} actions", drift.Published);
    }
}
