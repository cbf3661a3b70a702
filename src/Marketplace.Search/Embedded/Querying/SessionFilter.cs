namespace Marketplace.Search.Embedded.Querying;

/// <summary>
/// One and the same open session fits all that the query asks: <see cref="SessionRules.Fits"/> over columns. The
/// candidates it gets are open on the day of the query.
/// </summary>
internal sealed class SessionFilter(SearchQuery query) : DocumentFilter
{
    private readonly int today = query.Today.DayNumber;
    private readonly int after = query.StartAfter?.DayNumber ?? int.MinValue;
    private readonly int before = query.StartBefore?.DayNumber ?? int.MaxValue;
    private readonly bool window = query.StartAfter is not null || query.StartBefore is not null;
    private readonly bool places = query.Guaranteed is not null || query.SeatsLeft is not null;

    public override void Keep(Segment segment, Span<ulong> candidates, int count, QueryMemory memory)
    {
        if (window)
        {
            var starting = memory.Bitmap(candidates.Length);
            segment.Days.AddStarting(starting, Math.Max(after, today), before);
            segment.Days.AddAnyTime(starting, today);
            Bits.And(candidates, starting);
        }
        if (places)
            new SessionTest(this).Keep(segment, candidates);
    }

    /// <summary>
    /// Day of the first fitting session, <see cref="SessionColumns.NoStart"/> when it has none; null when no session fits.
    /// </summary>
    public int? FirstStart(Segment segment, int document)
    {
        var sessions = segment.Sessions;
        int? first = null;
        for (var i = sessions.Starts[document]; i < sessions.Starts[document + 1]; i++)
            if (Fits(sessions, i))
                first = Math.Min(first ?? SessionColumns.NoStart, sessions.Start[i]);
        return first;
    }

    private bool Fits(SessionColumns sessions, int i)
    {
        var flags = (SessionFlags)sessions.Flags[i];
        if ((flags & SessionFlags.Open) == 0 || sessions.Until[i] < today)
            return false;
        if ((flags & SessionFlags.AnyWindow) == 0 && (sessions.Start[i] < after || sessions.Start[i] > before))
            return false;
        if (query.Guaranteed is { } guaranteed && guaranteed != ((flags & SessionFlags.Guaranteed) != 0))
            return false;
        return query.SeatsLeft is not { } seats || (sessions.Seats[i] != SessionColumns.NoSeats && sessions.Seats[i] >= seats);
    }

    private readonly struct SessionTest(SessionFilter filter) : IDocumentTest
    {
        public bool Passes(Segment segment, int document) => filter.FirstStart(segment, document) is not null;
    }
}
