using Marketplace.Bookings.Waiting;

namespace Marketplace.Web.Bookings;

/// <summary>
/// Each minute: offers that are over go on, lists that lead nowhere are closed. Idempotent; finds nothing most of the time.
/// </summary>
public sealed partial class WaitingListJob(WaitingSweep sweep, ILogger<WaitingListJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await sweep.RunAsync(cancel);
        if (report.Settled + report.Failed > 0)
            Done(report.Settled, report.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Waiting lists: {Settled} sessions settled, {Failed} failed")]
    private partial void Done(int settled, int failed);
}
