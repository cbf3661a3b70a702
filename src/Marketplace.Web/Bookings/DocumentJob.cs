using Marketplace.Bookings.Documents;

namespace Marketplace.Web.Bookings;

/// <summary>Each minute: documents that events of dossiers call for. Idempotent; finds nothing most of the time.</summary>
public sealed partial class DocumentJob(DocumentMaking making, ILogger<DocumentJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await making.RunAsync(cancel);
        if (report.Obstacle is { } obstacle)
            Held(obstacle);
        else if (report.Made + report.Failed > 0)
            Made(report.Made, report.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Bookings: {Made} documents made, {Failed} failed")]
    private partial void Made(int made, int failed);

    [LoggerMessage(LogLevel.Error, "Bookings: documents wait, {Obstacle}")]
    private partial void Held(string obstacle);
}
