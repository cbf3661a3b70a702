namespace Marketplace.Search.Embedded;

/// <summary>
/// A segment's open sessions by the day they start: lists by day, and bitmaps for whole weeks, so that a window of
/// dates is a few unions. Sessions that fit any window are apart, with the last day they may be entered.
/// </summary>
internal sealed class SessionDays
{
    private const int Week = 7;
    /// <summary>A week with fewer sessions than a document in so many needs no bitmap.</summary>
    private const int DenseShare = 64;

    private readonly int[] days;
    private readonly int[] starts;
    private readonly int[] documents;
    private readonly Dictionary<int, ulong[]> weeks = [];
    private readonly int[] anyTime;
    private readonly int[] anyTimeUntil;

    public SessionDays(SessionColumns sessions, int count)
    {
        var dated = new List<long>();
        var (any, until) = (new List<int>(), new List<int>());
        for (var document = 0; document < count; document++)
        {
            for (var i = sessions.Starts[document]; i < sessions.Starts[document + 1]; i++)
            {
                var flags = (SessionFlags)sessions.Flags[i];
                if ((flags & SessionFlags.Open) == 0)
                    continue;
                if ((flags & SessionFlags.AnyWindow) == 0)
                {
                    dated.Add(((long)sessions.Start[i] << 32) | (uint)document);
                    continue;
                }
                any.Add(document);
                until.Add(sessions.Until[i]);
            }
        }
        (anyTime, anyTimeUntil) = ([.. any], [.. until]);
        dated.Sort();
        documents = new int[dated.Count];
        var (distinct, first) = (new List<int>(), new List<int>());
        for (var i = 0; i < documents.Length; i++)
        {
            documents[i] = (int)dated[i];
            var day = (int)(dated[i] >> 32);
            if (distinct.Count > 0 && distinct[^1] == day)
                continue;
            distinct.Add(day);
            first.Add(i);
        }
        first.Add(documents.Length);
        (days, starts) = ([.. distinct], [.. first]);
        AddWeeks(count);
    }

    /// <summary>Adds documents with an open, dated session that starts from one day to another, both included.</summary>
    public void AddStarting(Span<ulong> bits, int from, int to)
    {
        for (var i = Lower(from); i < days.Length && days[i] <= to;)
        {
            if (days[i] / Week is var week && weeks.TryGetValue(week, out var bitmap) && week * Week >= from
                && (week * Week) + Week - 1 <= to)
            {
                Bits.Or(bits, bitmap);
                i = Lower((week + 1) * Week);
                continue;
            }
            Bits.Add(bits, documents.AsSpan(starts[i], starts[i + 1] - starts[i]));
            i++;
        }
    }

    /// <summary>Adds documents with an open session that fits any window and may be entered on the day.</summary>
    public void AddAnyTime(Span<ulong> bits, int today)
    {
        for (var i = 0; i < anyTime.Length; i++)
            if (anyTimeUntil[i] >= today)
                Bits.Add(bits, anyTime[i]);
    }

    private void AddWeeks(int count)
    {
        for (var i = 0; i < days.Length;)
        {
            var week = days[i] / Week;
            var next = Lower((week + 1) * Week);
            var list = documents.AsSpan(starts[i], starts[next] - starts[i]);
            if ((long)list.Length * DenseShare > count && count >= DocumentSet.ChunkWords * 64)
                Bits.Add(weeks[week] = new ulong[Bits.WordsFor(count)], list);
            i = next;
        }
    }

    private int Lower(int day)
    {
        var i = Array.BinarySearch(days, day);
        return i < 0 ? ~i : i;
    }
}
