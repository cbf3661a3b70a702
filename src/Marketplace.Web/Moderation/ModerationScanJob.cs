using Marketplace.ProviderSpace.Moderation;

namespace Marketplace.Web.Moderation;

/// <summary>Every ten minutes: what was published since is looked through for words that no offer uses. Idempotent.</summary>
public sealed partial class ModerationScanJob(ModerationScan scan, ILogger<ModerationScanJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await scan.RunAsync(cancel);
        if (report.Flagged > 0)
            Done(report.Read, report.Flagged);
    }

    [LoggerMessage(LogLevel.Information, "Moderation: {Read} changes looked through, {Flagged} actions flagged")]
    private partial void Done(int read, int flagged);
}
