using Marketplace.ProviderSpace.Uploads;

namespace Marketplace.Web.Uploads;

/// <summary>Each minute, and as soon as something is sent: catalogues of providers are read and published. Idempotent.</summary>
public sealed partial class UploadJob(UploadWork work, ILogger<UploadJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await work.RunAsync(cancel);
        if (report.Done + report.Waiting > 0)
            Done(report.Done, report.Waiting);
    }

    [LoggerMessage(LogLevel.Information, "Uploads: {Done} steps done, {Waiting} wait")]
    private partial void Done(int done, int waiting);
}
