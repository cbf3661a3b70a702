namespace Marketplace.Statistics.Editions;

/// <summary>
/// Rows of one axis that lie within a row of another, almost filling it: a licence within transport, say. Their difference is a group of
/// few people, so the smaller row is not shown.
/// </summary>
internal sealed class NestedRows
{
    private readonly HashSet<(string Axis, string Code)> _rows = [];

    public NestedRows(Threshold threshold, IEnumerable<(PublicAxis Axis, Node Root)> axes, IReadOnlyList<Fact> validated)
    {
        var all = axes.Where(a => QuarterBlock.Source(a.Axis) is null).ToList();
        foreach (var (inner, innerRoot) in all)
            foreach (var (outer, outerRoot) in all.Where(a => a.Axis != inner))
            {
                var both = new Dictionary<(string, string), int>();
                foreach (var fact in validated)
                {
                    var pair = (First(inner, fact), First(outer, fact));
                    both[pair] = both.GetValueOrDefault(pair) + 1;
                }
                foreach (var ((small, large), count) in both)
                    if (count == innerRoot.Children[small].Count && count < outerRoot.Children[large].Count
                        && !threshold.Allows(outerRoot.Children[large].Bookings.Where(fact => First(inner, fact) != small)))
                        _rows.Add((inner.Name, small));
            }
    }

    public bool Contains(string axis, string code) => _rows.Contains((axis, code));

    private static string First(PublicAxis axis, Fact fact) => QuarterBlock.Path(axis, fact).First();
}
