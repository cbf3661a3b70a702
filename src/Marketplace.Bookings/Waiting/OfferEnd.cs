using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Seats;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Time;

namespace Marketplace.Bookings.Waiting;

/// <summary>
/// Until when an offered seat is kept: the delay of the rule book, but never beyond the last day on which a request for the session
/// could still be sent.
/// </summary>
public static class OfferEnd
{
    /// <returns>The first moment that is too late; null: no request would be in time any more.</returns>
    public static DateTimeOffset? Of(RulesInForce rules, WorkingDays days, SessionState session, DateTimeOffset now)
    {
        var today = ParisTime.DateOf(now);
        var limit = EnrolmentRule.LastDay(session.PermanentEntry, session.Starts, session.Ends);
        var delay = days.End(today, rules.Get(BookingRules.WaitingOffer));
        var last = delay < limit ? delay : limit;
        while (last >= today && StartDelay.Earliest(rules, days, StartDelay.Request, last) > limit)
            last = last.AddDays(-1);
        return last < today ? null : BookingDues.EndOf(last);
    }
}
