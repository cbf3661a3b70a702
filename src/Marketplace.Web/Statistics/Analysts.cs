using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Statistics;

/// <summary>Who of those that ask an open address may go beyond what is published.</summary>
public static class Analysts
{
    /// <summary>Who asks, where the table of rights lets them; null: the public.</summary>
    public static async Task<Actor?> AnalystAsync(this HttpContext context, AccessCheck check, CancellationToken cancel) =>
        context.Person() is { } person
        && await check.DecideAsync(Rights.StatisticsAnalyse, person, new AccessObject(null, null), cancel)
            is { Outcome: AccessOutcome.Allowed } allowed
            ? allowed.Actor : null;
}
