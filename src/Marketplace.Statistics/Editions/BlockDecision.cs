namespace Marketplace.Statistics.Editions;

/// <summary>
/// Decides what of a block is withheld: the rows below one that is shown, with their columns. A row is shown with its columns, as a whole,
/// or not at all, so that what is withheld is a rectangle of which only the margins are known: each margin stands for enough people, and
/// with that each cell inside may hold as many (docs/decisions/0064 has the proof).
/// </summary>
/// <param name="Columns">The rows have columns that may be shown.</param>
/// <param name="WithEntries">Entries and what waits for entry are told of these rows too, or may be computed.</param>
internal sealed record BlockDecision(Threshold Threshold, bool Columns, bool WithEntries)
{
    /// <summary>Decides for all rows directly below.</summary>
    /// <param name="allowed">Rows for which something else does not speak against it.</param>
    public void Decide(Node parent, Func<Node, bool>? allowed = null)
    {
        var (rows, empty) = Split(parent);
        if (parent.Detail == Detail.Withheld)
        {
            Set([.. rows, .. empty], Detail.Withheld);
            return;
        }
        var full = Columns && parent.Detail == Detail.Full;
        foreach (var row in rows)
            row.Detail = !(allowed?.Invoke(row) ?? true) || !ShowsWhole([row]) ? Detail.Withheld
                : full && row.Columns.Values.All(Threshold.Allows) ? Detail.Full : Detail.Whole;
        WithholdTogether(rows);
        // Where nothing is shown, zeros are not either: then none is known not to be empty.
        Set(empty, rows.Count > 0 && rows.TrueForAll(row => row.Detail == Detail.Withheld) ? Detail.Withheld : full
            ? Detail.Full : Detail.Whole);
        if (full)
            HideColumnsTogether(parent, rows);
    }

    private static (List<Node> Rows, List<Node> Empty) Split(Node parent)
    {
        var all = parent.Children.Values.OrderBy(child => child.Count).ThenBy(child => child.Code, StringComparer.Ordinal)
            .ToLookup(c => c.IsEmpty);
        return ([.. all[false]], [.. all[true]]);
    }

    /// <summary>What is withheld of a sum is at least two rows, and enough people.</summary>
    private void WithholdTogether(List<Node> rows)
    {
        while (true)
        {
            var withheld = rows.FindAll(row => row.Detail == Detail.Withheld);
            if (withheld.Count == 0 || (withheld.Count > 1 && ShowsWhole(withheld))
                || rows.Find(row => row.Detail != Detail.Withheld) is not { } next)
                return;
            next.Detail = Detail.Withheld;
        }
    }

    /// <summary>In each column what is hidden is nothing, or enough people, of at least two rows.</summary>
    private void HideColumnsTogether(Node parent, List<Node> rows)
    {
        while (true)
        {
            var hidden = rows.FindAll(row => row.Detail != Detail.Full && row.Count > 0);
            var several = hidden.Count > 1 || hidden.TrueForAll(row => row.Detail == Detail.Withheld);
            if (hidden.Count == 0
                || (several && parent.Columns.Keys.All(column => Threshold.Allows(hidden.SelectMany(row => row.Column(column)))))
                || rows.Find(row => row.Detail == Detail.Full) is not { } next)
                return;
            next.Detail = Detail.Whole;
        }
    }

    private bool ShowsWhole(List<Node> rows) =>
        Threshold.Allows(rows.SelectMany(row => row.Bookings), rows.Count)
        && (!WithEntries || (Threshold.Allows(rows.SelectMany(row => row.Entries), rows.Count)
            && Threshold.Allows(rows.SelectMany(row => row.Pending), rows.Count)));

    private static void Set(List<Node> rows, Detail detail) => rows.ForEach(row => row.Detail = detail);
}
