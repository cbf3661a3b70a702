namespace Marketplace.Search.Embedded.Querying;

/// <summary>Counts values of all facets; entry 0 of each array is "missing", ordinal + 1 the value.</summary>
internal sealed class FacetCounter
{
    private readonly Vocabulary<string>[] columns;
    private readonly int[][] counts;
    private readonly QueryMemory memory;

    public FacetCounter(Vocabularies vocabularies, QueryMemory memory)
    {
        this.memory = memory;
        columns = [.. Facets.All.Select(facet => facet switch
        {
            Facets.Modality => vocabularies[OrdinalColumn.Modality],
            Facets.CertificationType => vocabularies[OrdinalColumn.CertificationType],
            Facets.Level => vocabularies[OrdinalColumn.Level],
            Facets.Department => vocabularies[OrdinalColumn.Department],
            Facets.Domain => vocabularies[ListColumn.Domain],
            Facets.Pace => vocabularies[ListColumn.Pace],
            Facets.Accessibility => vocabularies[ListColumn.Accessibility],
            _ => throw new NotSupportedException($"Facet {facet} has no column."),
        })];
        counts = Array.ConvertAll(columns, c => new int[c.Count + 1]);
    }

    /// <summary>Adds a view's documents to the counts.</summary>
    /// <param name="living">All documents of the view that are open on the day; <paramref name="documents"/> are among them.</param>
    /// <param name="facet">The only facet to count, -1 for all but <paramref name="filtered"/>.</param>
    /// <param name="filtered">Facets that are counted otherwise, by index.</param>
    public void Add(SegmentView view, ReadOnlySpan<ulong> documents, ReadOnlySpan<ulong> living, int day, int facet, bool[] filtered)
    {
        var rows = view.Segment.Facets;
        var local = memory.Counts(rows.Codes);
        var excluded = Bits.CountWithout(living, documents);
        if (excluded == 0)
        {
            Spread(rows, view.TotalsOn(day).Counts, default, facet, filtered);
        }
        else if (excluded < Bits.Count(documents))
        {
            // Most fit: what is known of all, less those that do not.
            var rest = memory.Copy(living);
            Bits.AndNot(rest, documents);
            Count(rows, rest, facet, local);
            Spread(rows, view.TotalsOn(day).Counts, local, facet, filtered);
        }
        else
        {
            Count(rows, documents, facet, local);
            Spread(rows, local, default, facet, filtered);
        }
    }

    /// <summary>Most frequent values first, "missing" last; values that never occur are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Result()
    {
        var result = new Dictionary<string, IReadOnlyList<FacetCount>>(counts.Length);
        for (var facet = 0; facet < counts.Length; facet++)
        {
            var lines = new List<FacetCount>();
            for (var i = 1; i < counts[facet].Length; i++)
                if (counts[facet][i] > 0)
                    lines.Add(new FacetCount(columns[facet][i - 1], counts[facet][i]));
            lines.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Value, b.Value));
            if (counts[facet][0] > 0)
                lines.Add(new FacetCount(null, counts[facet][0]));
            result[Facets.All[facet]] = lines;
        }
        return result;
    }

    private static void Count(FacetRows rows, ReadOnlySpan<ulong> documents, int facet, Span<int> local)
    {
        if (facet < 0)
            rows.Count(documents, local);
        else
            rows.Count(documents, FacetRowsBuilder.ColumnOf(facet), local);
    }

    /// <summary>From combinations to the values they consist of.</summary>
    private void Spread(FacetRows rows, ReadOnlySpan<int> local, ReadOnlySpan<int> less, int facet, bool[] filtered)
    {
        for (var code = 0; code < local.Length; code++)
        {
            var count = local[code] - (less.IsEmpty ? 0 : less[code]);
            if (count == 0)
                continue;
            foreach (var value in rows.ValuesOf(code))
                if (facet < 0 ? !filtered[value.Facet] : value.Facet == facet)
                    counts[value.Facet][value.Value + 1] += count;
        }
    }
}
