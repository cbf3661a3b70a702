using Marketplace.ProviderSpace.Referencing;

namespace Marketplace.Web.Referencing;

/// <summary>Each minute: suspensions and delistings whose last day is over end. Finds nothing most of the time.</summary>
public sealed partial class ReferencingJob(ProviderMeasures measures, ILogger<ReferencingJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (await measures.RunDueAsync(cancel) is > 0 and var done)
            Done(done);
    }

    [LoggerMessage(LogLevel.Information, "Referencing: {Count} measures ended")]
    private partial void Done(int count);
}
