using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Time;

namespace Marketplace.Bookings.Dossiers;

/// <summary>
/// The moments of a dossier, from its own dates, its rules and the calendar of the training's place. A delay in days ends at
/// 24:00 in Paris: what is given is the first moment that is too late.
/// </summary>
public static class BookingDues
{
    /// <summary>The provider's delay to declare an entry; no event, but it is shown, reminded of and told.</summary>
    public const string EntryDeclaration = "entry-declaration";

    /// <summary>The provider's delay to declare an exit; as <see cref="EntryDeclaration"/>.</summary>
    public const string ExitDeclaration = "exit-declaration";

    /// <summary>The moment after the last one of a day in Paris.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(ParisTime.StartOf(day.AddDays(1)), TimeSpan.Zero);

    /// <summary>The last day of a delay, from its first moment that is too late.</summary>
    public static DateOnly LastDay(DateTimeOffset due) => ParisTime.DateOf(due.AddTicks(-1));

    /// <summary>All moments that the dossier's state knows, by event, without extensions.</summary>
    public static Dictionary<string, DateTimeOffset> Of(BookingRow row, string state, RulesInForce rules)
    {
        var days = WorkingDays.Of(HolidayZones.ByName[row.Zone]);
        var dues = new Dictionary<string, DateTimeOffset>();
        switch (state)
        {
            case BookingProcess.Requested:
                Add(BookingProcess.ProviderSilent, After(row.RequestedAt, BookingRules.ProviderAnswer));
                break;
            case BookingProcess.Acknowledged:
                Add(BookingProcess.ProviderSilent, After(row.AcknowledgedAt, BookingRules.Prerequisites));
                break;
            case BookingProcess.Proposed:
                var until = After(row.AnswerFrom, BookingRules.LearnerAnswer);
                // The page that was opened in time may be paid in time.
                Add(BookingProcess.LearnerSilent, row.PaymentId is not null && row.PaymentUntil > until ? row.PaymentUntil : until);
                break;
            case BookingProcess.AwaitingFunder:
                Add(BookingProcess.FunderSilent, After(row.FunderAskedAt, BookingRules.FranceTravailAnswer));
                break;
            case BookingProcess.Accepted when row.Starts is { } starts:
                var declared = days.End(starts, rules.Get(BookingRules.EntryDeclaration));
                Add(EntryDeclaration, EndOf(declared));
                Add(BookingProcess.EntryMissed, EndOf(days.End(declared, rules.Get(BookingRules.EntryGrace))));
                break;
            case BookingProcess.InTraining:
                Add(BookingProcess.EntryCounts, row.EntryCountsAt);
                if (row.Ends is { } ends)
                    Add(ExitDeclaration, EndOf(days.End(ends, rules.Get(BookingRules.ExitDeclaration))));
                break;
            case BookingProcess.ServiceDeclared:
                Add(BookingProcess.Validate, After(row.ExitDeclaredAt, BookingRules.ServiceValidation));
                break;
        }
        return dues;

        DateTimeOffset? After(DateTimeOffset? moment, RuleKey<Delay> delay) =>
            moment is { } from ? EndOf(days.End(ParisTime.DateOf(from), rules.Get(delay))) : null;

        void Add(string @event, DateTimeOffset? due)
        {
            if (due is { } moment)
                dues[@event] = moment;
        }
    }
}
