using Hangfire;

namespace Marketplace.Web.Uploads;

/// <summary>Has what was just asked for begun at once; lost, the calendar brings it within a minute.</summary>
public sealed partial class UploadStart(IBackgroundJobClient jobs, ILogger<UploadStart> log)
{
    /// <summary>Call after the commit.</summary>
    public void Now()
    {
        try
        {
            jobs.Enqueue<UploadJob>(job => job.RunAsync(CancellationToken.None));
        }
        catch (BackgroundJobClientException failure)
        {
            Late(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An upload begins with the calendar: its job could not be made")]
    private partial void Late(Exception failure);
}
