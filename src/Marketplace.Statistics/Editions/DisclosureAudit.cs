namespace Marketplace.Statistics.Editions;

/// <param name="Key">The cell that could be computed, or bounded below the threshold.</param>
/// <param name="Low">Least bookings that it can hold.</param>
/// <param name="High">Most.</param>
public sealed record AuditFinding(CellKey Key, long Low, long High);

/// <summary>
/// Attacks an edition with nothing but itself: every sum between its cells is a bound of the cells that it adds up, carried on until
/// nothing moves. A withheld cell that becomes one number, or less than k, is a finding; an edition with one is never published.
/// </summary>
public static class DisclosureAudit
{
    private const long Unbounded = long.MaxValue / 4;

    public static IReadOnlyList<AuditFinding> Run(IReadOnlyList<Cell> cells, int k)
    {
        var bounds = cells.ToDictionary(
            cell => cell.Key, cell => cell.Figures is { } shown ? new Bound(shown.Bookings, shown.Bookings) : new Bound(0, Unbounded));
        NotEmpty(cells, bounds);
        var sums = Sums(cells).ToList();
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var sum in sums)
                moved |= Narrow(bounds, sum);
        }
        return [.. cells.Where(cell => cell.Figures is null).Select(cell => (cell.Key, Bound: bounds[cell.Key]))
            .Where(cell => cell.Bound.High < k && cell.Bound.High > 0 || cell.Bound.Low == cell.Bound.High && cell.Bound.High > 0)
            .Select(cell => new AuditFinding(cell.Key, cell.Bound.Low, cell.Bound.High))];
    }

    /// <summary>Where others of the same sum are shown, zeros are: what is withheld as a whole is then at least one booking.</summary>
    private static void NotEmpty(IReadOnlyList<Cell> cells, Dictionary<CellKey, Bound> bounds)
    {
        var both = PublicFamily.Axes.Where(axis => axis.ByEntry).Select(axis => axis.Name).ToHashSet();
        foreach (var rows in cells.Where(
            c => c.Key is { Basis: "validation", Node.Length: > 0, Column.Length: 0 } && !both.Contains(c.Key.Axis)
            && c.Key.Period.Contains('Q', StringComparison.Ordinal))
            .GroupBy(c => (c.Key.Axis, c.Key.Period, c.Parent)).Where(rows => rows.Any(cell => cell.Figures is not null)))
            foreach (var row in rows.Where(cell => cell.Figures is null))
                bounds[row.Key] = bounds[row.Key] with { Low = 1 };
    }

    private static IEnumerable<Sum> Sums(IReadOnlyList<Cell> cells)
    {
        var known = cells.Select(cell => cell.Key).ToHashSet();
        // Rows of each row above, in each period and column.
        foreach (var rows in cells.Where(c => c.Key.Node.Length > 0)
            .GroupBy(c => (c.Key.Basis, c.Key.Axis, c.Key.Column, c.Key.Period, c.Parent)))
        {
            var (basis, axis, column, period, parent) = rows.Key;
            var above = parent is not null || axis == PublicFamily.Population ? new CellKey(basis, axis, parent ?? "", column, period)
                : new CellKey(basis, PublicFamily.Whole, "", column, period);
            if (known.Contains(above))
                yield return new(above, [.. rows.Select(row => row.Key)]);
        }
        // Periods of each longer period.
        foreach (var periods in cells.GroupBy(c => c.Key with { Period = "" }))
        {
            var names = periods.Select(c => c.Key.Period).ToHashSet();
            foreach (var longer in names.Where(name => name.Length != 7 || name.Contains('Q', StringComparison.Ordinal)))
                if (Within(longer).Where(names.Contains).ToList() is { Count: > 1 } parts && parts.Count == Within(longer).Count())
                    yield return new(periods.Key with { Period = longer }, [.. parts.Select(part => periods.Key with { Period = part })]);
        }
        foreach (var sum in Columns(cells))
            yield return sum;
    }

    /// <summary>Classes of people of each row, and the same regions on the axis of residence.</summary>
    private static IEnumerable<Sum> Columns(IReadOnlyList<Cell> cells)
    {
        foreach (var row in cells.Where(c => c.Key.Axis == PublicFamily.Population).GroupBy(c => (c.Key.Node, c.Key.Period)))
        {
            var whole = new CellKey("validation", PublicFamily.Population, row.Key.Node, "", row.Key.Period);
            var columns = row.Select(c => c.Key.Column).Where(c => c.Length > 0).ToList();
            var finest = columns.Where(c => !c.Contains('*', StringComparison.Ordinal)).ToList();
            if (finest.Count == 0)
                continue;
            yield return new(whole, [.. finest.Select(c => whole with { Column = c })]);
            foreach (var margin in columns.Where(c => c.Contains('*', StringComparison.Ordinal)))
                yield return new(whole with { Column = margin },
                    [.. finest.Where(c => Fits(c, margin)).Select(c => whole with { Column = c })]);
            yield return new(row.Key.Node.Length == 0 ? new("validation", PublicFamily.Whole, "", "", row.Key.Period)
                : new("validation", PublicFamily.Residence, row.Key.Node, "", row.Key.Period), [whole]);
        }
    }

    private static bool Fits(string column, string margin) =>
        margin[0] == '*' ? column.EndsWith(margin[1..], StringComparison.Ordinal)
            : column.StartsWith(margin[..^1], StringComparison.Ordinal);

    private static IEnumerable<string> Within(string period) => period.Length == 4
        ? Enumerable.Range(1, 4).Select(q => $"{period}-Q{q}")
        : Enumerable.Range(((period[^1] - '1') * 3) + 1, 3).Select(m => $"{period[..4]}-{m:00}");

    private static bool Narrow(Dictionary<CellKey, Bound> bounds, Sum sum)
    {
        var moved = false;
        var (low, high) = (0L, 0L);
        foreach (var part in sum.Parts)
            (low, high) = (low + bounds[part].Low, Math.Min(high + bounds[part].High, Unbounded));
        moved |= bounds.TryGetValue(sum.Whole, out var whole) && Set(bounds, sum.Whole, low, high);
        if (!bounds.TryGetValue(sum.Whole, out whole))
            return moved;
        foreach (var part in sum.Parts)
        {
            var own = bounds[part];
            var others = high >= Unbounded
                ? sum.Parts.Where(p => p != part).Aggregate(0L, (all, p) => Math.Min(all + bounds[p].High, Unbounded)) : high - own.High;
            moved |= Set(bounds, part, others >= Unbounded ? 0 : whole.Low - others, whole.High >= Unbounded
                ? Unbounded : whole.High - (low - own.Low));
        }
        return moved;
    }

    private static bool Set(Dictionary<CellKey, Bound> bounds, CellKey key, long low, long high)
    {
        var old = bounds[key];
        var narrower = new Bound(Math.Max(old.Low, low), Math.Min(old.High, high));
        if (narrower == old)
            return false;
        bounds[key] = narrower;
        return true;
    }

    private readonly record struct Bound(long Low, long High);

    private sealed record Sum(CellKey Whole, IReadOnlyList<CellKey> Parts);
}
