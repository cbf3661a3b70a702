using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Bookings.Dossiers;

/// <summary>
/// The delay before a training may start: 11 working days since 10/06/2021, counted from what the rule book says
/// (<c>booking.start-after-counted-from</c>: the sources differ).
/// </summary>
public static class StartDelay
{
    public const string Request = "request";
    public const string Proposal = "proposal";
    public const string Acceptance = "acceptance";

    private static readonly string[] InOrder = [Request, Proposal, Acceptance];

    /// <summary>The first day on which it may start.</summary>
    /// <param name="at">Which of the three moments is now: those before it were looked at when they came, later ones come no
    /// earlier.</param>
    /// <returns>Null: there is no such delay, or it counted from an earlier moment.</returns>
    public static DateOnly? Earliest(RulesInForce rules, WorkingDays days, string at, DateOnly today) =>
        rules.Get(BookingRules.StartAfter) is { } delay
            && Array.IndexOf(InOrder, at) <= Array.IndexOf(InOrder, rules.Get(BookingRules.StartAfterCountedFrom))
            ? days.End(today, delay) : null;
}
