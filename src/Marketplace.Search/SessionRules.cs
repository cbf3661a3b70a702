namespace Marketplace.Search;

/// <summary>Which sessions of an action fit a query. Shared by all engines, so that they agree.</summary>
public static class SessionRules
{
    /// <summary>Last day on which one may enter: the first day of a dated session, the end (if any) with permanent entry.</summary>
    public static DateOnly Until(ActionDocument action, SessionDocument session) =>
        MatchesAnyWindow(action, session) ? session.End ?? DateOnly.MaxValue : session.Start!.Value;

    /// <summary>Permanent entry fits any window of dates.</summary>
    public static bool MatchesAnyWindow(ActionDocument action, SessionDocument session) =>
        action.PermanentEntry || session.Start is null;

    /// <summary>Open, still to be entered on the day of the query, and within all that the query asks of a session.</summary>
    public static bool Fits(ActionDocument action, SessionDocument session, SearchQuery query) =>
        session.Open
        && Until(action, session) >= query.Today
        && (MatchesAnyWindow(action, session)
            || ((query.StartAfter is not { } after || session.Start >= after)
                && (query.StartBefore is not { } before || session.Start <= before)))
        && (query.Guaranteed is not { } guaranteed || session.Guaranteed == guaranteed)
        && (query.SeatsLeft is not { } seats || session.SeatsLeft >= seats);

    /// <summary>The earliest session that fits; those without a date come last. Null when none fits.</summary>
    public static SessionDocument? Next(ActionDocument action, SearchQuery query)
    {
        SessionDocument? next = null;
        foreach (var session in action.Sessions)
            if (Fits(action, session, query)
                && (next is null || (session.Start ?? DateOnly.MaxValue) < (next.Start ?? DateOnly.MaxValue)))
                next = session;
        return next;
    }
}
