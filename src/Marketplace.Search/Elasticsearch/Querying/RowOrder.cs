using Marketplace.Search.Embedded;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>
/// The published order of rows that are all there: key, distance, then in rounds one result of each provider, providers
/// in the shuffle of the day (the same as the embedded engine's), each provider's results by their draw.
/// </summary>
internal sealed class RowOrder(DateOnly day)
{
    private readonly ulong seed = StableHash.Mix((ulong)day.DayNumber);

    /// <param name="provider">Its number; null comes last.</param>
    public ulong ShuffleOf(long? provider) => provider is { } number ? StableHash.Combine(seed, (ulong)number) : ulong.MaxValue;

    public ulong ShuffleOf(string siret) => ShuffleOf(DocumentWriter.NumberOf(siret));

    public List<Row> Of(IEnumerable<Row> rows)
    {
        var ordered = new List<(Row Row, int Round, ulong Shuffle)>();
        foreach (var equals in rows.GroupBy(r => (r.Key, r.Distance, r.Provider)))
        {
            var (round, shuffle) = (0, ShuffleOf(equals.Key.Provider));
            foreach (var row in equals.OrderBy(r => r.Lot).ThenBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Group))
                ordered.Add((row, round++, shuffle));
        }
        ordered.Sort((a, b) =>
        {
            var order = a.Row.Key.CompareTo(b.Row.Key);
            if (order == 0)
                order = a.Row.Distance.CompareTo(b.Row.Distance);
            if (order == 0)
                order = a.Round.CompareTo(b.Round);
            if (order == 0)
                order = a.Shuffle.CompareTo(b.Shuffle);
            if (order == 0)
                order = string.CompareOrdinal(a.Row.Id, b.Row.Id);
            return order != 0 ? order : a.Row.Group.CompareTo(b.Row.Group);
        });
        return ordered.ConvertAll(o => o.Row);
    }
}
