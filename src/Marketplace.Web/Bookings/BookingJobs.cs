using Marketplace.Bookings.Deadlines;

namespace Marketplace.Web.Bookings;

/// <summary>Each minute: what is due in dossiers. Idempotent; finds nothing most of the time.</summary>
public sealed partial class BookingDeadlineJob(DeadlineRunner deadlines, ILogger<BookingDeadlineJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var report = await deadlines.RunDueAsync(cancel);
        if (report.Done + report.Failed > 0)
            Done(report.Done, report.Failed);
    }

    [LoggerMessage(LogLevel.Information, "Bookings: {Done} deadlines done, {Failed} failed")]
    private partial void Done(int done, int failed);
}

/// <summary>Reminds of deadlines that end within a day. Idempotent.</summary>
public sealed partial class BookingReminderJob(Reminders reminders, ILogger<BookingReminderJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (await reminders.RunAsync(cancel) is > 0 and var sent)
            Sent(sent);
    }

    [LoggerMessage(LogLevel.Information, "Bookings: {Sent} reminders sent")]
    private partial void Sent(int sent);
}

/// <summary>Tells learners of sessions that were changed or withdrawn after they asked for them. Idempotent.</summary>
public sealed partial class ChangedSessionJob(ChangedSessions sessions, ILogger<ChangedSessionJob> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (await sessions.RunAsync(cancel) is > 0 and var told)
            Told(told);
    }

    [LoggerMessage(LogLevel.Information, "Bookings: {Told} learners told of a changed session")]
    private partial void Told(int told);
}
