namespace Marketplace.Search.Embedded.Querying;

/// <summary>Counts values of all facets; entry 0 of each array is "missing", ordinal + 1 the value.</summary>
internal sealed class FacetCounter
{
    private static readonly (OrdinalColumn? Ordinal, ListColumn? List)[] Columns =
        [.. Facets.All.Select<string, (OrdinalColumn?, ListColumn?)>(facet => facet switch
        {
            Facets.Modality => (OrdinalColumn.Modality, null),
            Facets.CertificationType => (OrdinalColumn.CertificationType, null),
            Facets.Level => (OrdinalColumn.Level, null),
            Facets.Department => (OrdinalColumn.Department, null),
            Facets.Domain => (null, ListColumn.Domain),
            Facets.Pace => (null, ListColumn.Pace),
            Facets.Accessibility => (null, ListColumn.Accessibility),
            _ => throw new NotSupportedException($"Facet {facet} has no column."),
        })];

    private readonly Vocabularies vocabularies;
    private readonly int[][] counts;

    public FacetCounter(Vocabularies vocabularies)
    {
        this.vocabularies = vocabularies;
        counts = [.. Columns.Select(c => new int[Vocabulary(c).Count + 1])];
    }

    public void CountAll(Segment segment, int document)
    {
        for (var facet = 0; facet < counts.Length; facet++)
            Count(segment, document, facet);
    }

    public void Count(Segment segment, int document, int facet)
    {
        var into = counts[facet];
        var (ordinal, list) = Columns[facet];
        if (ordinal is { } column)
        {
            into[segment[column][document] + 1]++;
            return;
        }
        var values = segment[list!.Value].Of(document);
        if (values.IsEmpty)
            into[0]++;
        foreach (var value in values)
            into[value + 1]++;
    }

    /// <summary>Most frequent values first, "missing" last; values that never occur are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Result()
    {
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>(counts.Length);
        for (var facet = 0; facet < counts.Length; facet++)
        {
            var vocabulary = Vocabulary(Columns[facet]);
            var lines = new List<FacetCount>();
            for (var i = 1; i < counts[facet].Length; i++)
                if (counts[facet][i] > 0)
                    lines.Add(new FacetCount(vocabulary[i - 1], counts[facet][i]));
            lines.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Value, b.Value));
            if (counts[facet][0] > 0)
                lines.Add(new FacetCount(null, counts[facet][0]));
            result[Facets.All[facet]] = lines;
        }
        return result;
    }

    private Vocabulary<string> Vocabulary((OrdinalColumn? Ordinal, ListColumn? List) column) =>
        column.Ordinal is { } ordinal ? vocabularies[ordinal] : vocabularies[column.List!.Value];
}
