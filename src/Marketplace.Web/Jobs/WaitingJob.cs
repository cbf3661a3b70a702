using Hangfire.Client;
using Hangfire.States;
using Hangfire.Storage;

namespace Marketplace.Web.Jobs;

/// <summary>
/// A time of the calendar that comes while the job of the last time is still to be done makes no further one: a job that
/// fails again and again waits for its next try, and does not pile up.
/// </summary>
public sealed class WaitingJob : IClientFilter
{
    /// <summary>Ours: Hangfire's own memory of the last job is emptied by each time that makes none.</summary>
    private const string LastMade = "LastMade";

    private static readonly string[] ToBeDone = [EnqueuedState.StateName, ScheduledState.StateName, ProcessingState.StateName];

    public void OnCreating(CreatingContext context)
    {
        if (Memory(context) is { } memory && context.Connection.GetAllEntriesFromHash(memory)?.GetValueOrDefault(LastMade) is { } last
            && ToBeDone.Contains(context.Connection.GetStateData(last)?.Name))
            context.Canceled = true;
    }

    public void OnCreated(CreatedContext context)
    {
        if (Memory(context) is { } memory && context.BackgroundJob is { } made)
            context.Connection.SetRangeInHash(memory, [new(LastMade, made.Id)]);
    }

    /// <summary>Where Hangfire keeps the calendar's job; null: this one was not made by the calendar.</summary>
    private static string? Memory(CreateContext context) =>
        context.Parameters.TryGetValue("RecurringJobId", out var name) ? $"recurring-job:{name}" : null;
}
