using System.Linq.Expressions;
using Hangfire.Common;

namespace Marketplace.Web.Jobs;

/// <summary>A job with its times.</summary>
/// <param name="Name">Its id: never changed, the storage knows the job by it.</param>
/// <param name="Cron">Minute, hour, day, month, weekday; in Paris.</param>
/// <param name="Label">Its name on screen.</param>
/// <param name="Work">Without arguments: what is due is in our own rows.</param>
public sealed record ScheduledJob(string Name, string Cron, string Label, Job Work)
{
    /// <summary>A job of a service.</summary>
    public static ScheduledJob Of<T>(string name, string cron, string label, Expression<Func<T, Task>> work) =>
        new(name, cron, label, Job.FromExpression(work));
}
