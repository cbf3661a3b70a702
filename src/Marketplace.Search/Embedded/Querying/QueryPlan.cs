using System.Globalization;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>A query's filters, resolved against the vocabularies once for all segments.</summary>
internal sealed class QueryPlan
{
    private readonly Vocabularies vocabularies;

    public QueryPlan(SearchQuery query, Vocabularies vocabularies)
    {
        this.vocabularies = vocabularies;
        Query = query;
        Sessions = new SessionFilter(query);
        AllOf = [.. PlainFilters(query)];
        PerFacet = [.. FacetFilters(query)];
    }

    public SearchQuery Query { get; }

    public SessionFilter Sessions { get; }

    /// <summary>Filters that no facet ignores; those that an index answers first.</summary>
    public DocumentFilter[] AllOf { get; }

    /// <summary>Filters that their own facet ignores.</summary>
    public DocumentFilter[] PerFacet { get; }

    private IEnumerable<DocumentFilter> PlainFilters(SearchQuery q)
    {
        if (q.Provider.Count > 0)
            yield return Any(OrdinalColumn.Provider, q.Provider);
        if (q.Certification.Count > 0)
            yield return Any(OrdinalColumn.Certification, [.. q.Certification.Select(c => c.ToUpperInvariant())]);
        if (q.Near is not null || q.Remote != RemoteMode.Include)
            yield return new PlaceFilter(q);
        if (q.Boxes.Count > 0)
            yield return new BoxFilter(q.Boxes);
        if (q.Regions.Count > 0)
            yield return Any(OrdinalColumn.Region, q.Regions);
        if (q.Language.Count > 0)
            yield return Any(OrdinalColumn.Language, q.Language);
        if (q.Rome.Count > 0)
            yield return Any(ListColumn.Rome, Ordinals(vocabularies[ListColumn.Rome], q.Rome));
        if (q.StartAfter is not null || q.StartBefore is not null || q.Guaranteed is not null || q.SeatsLeft is not null)
            yield return Sessions;
        if (q.PriceMinCents is not null || q.PriceMaxCents is not null)
            yield return new TestFilter<PriceTest>(new PriceTest(q.PriceMinCents, q.PriceMaxCents));
        if (q.HoursMin is not null || q.HoursMax is not null)
            yield return new TestFilter<HoursTest>(new HoursTest(q.HoursMin, q.HoursMax));
        if (q.MinRating is { } rating)
            yield return new TestFilter<RatingTest>(new RatingTest(rating));
        if (q.PermanentEntry is { } permanent)
            yield return new TestFilter<PermanentEntryTest>(new PermanentEntryTest(permanent));
    }

    private IEnumerable<DocumentFilter> FacetFilters(SearchQuery q)
    {
        if (q.Modality.Count > 0)
            yield return Any(OrdinalColumn.Modality, q.Modality, Facets.Modality);
        if (q.CertificationType.Count > 0)
            yield return Any(OrdinalColumn.CertificationType, q.CertificationType, Facets.CertificationType);
        if (q.Level.Count > 0)
            yield return Any(OrdinalColumn.Level, [.. q.Level.Select(l => l.ToString(CultureInfo.InvariantCulture))], Facets.Level);
        if (q.Departments.Count > 0)
            yield return Any(OrdinalColumn.Department, q.Departments, Facets.Department);
        if (q.Domain.Count > 0)
            yield return Any(ListColumn.Domain, StartingWith(vocabularies[ListColumn.Domain], q.Domain), Facets.Domain);
        if (q.Pace.Count > 0)
            yield return Any(ListColumn.Pace, Ordinals(vocabularies[ListColumn.Pace], q.Pace), Facets.Pace);
        if (q.Accessibility.Count > 0)
            yield return new AllValuesFilter(
                ListColumn.Accessibility,
                [.. q.Accessibility.Select(vocabularies[ListColumn.Accessibility].Find)],
                FacetRowsBuilder.IndexOf(Facets.Accessibility));
    }

    private AnyValueFilter<OrdinalTest> Any(OrdinalColumn column, IReadOnlyList<string> values, string? facet = null)
    {
        var wanted = Ordinals(vocabularies[column], values);
        return new(s => s.IndexOf(column), wanted, new OrdinalTest(column, Allowed(wanted)), IndexOf(facet));
    }

    private static AnyValueFilter<AnyOfListTest> Any(ListColumn column, int[] wanted, string? facet = null) =>
        new(s => s.IndexOf(column), wanted, new AnyOfListTest(column, Allowed(wanted)), IndexOf(facet));

    private static int[] Ordinals(Vocabulary<string> vocabulary, IReadOnlyList<string> values) =>
        [.. values.Select(vocabulary.Find).Where(o => o >= 0).Distinct()];

    private static int[] StartingWith(Vocabulary<string> vocabulary, IReadOnlyList<string> prefixes)
    {
        var found = new List<int>();
        for (var ordinal = 0; ordinal < vocabulary.Count; ordinal++)
            if (prefixes.Any(p => vocabulary[ordinal].StartsWith(p, StringComparison.Ordinal)))
                found.Add(ordinal);
        return [.. found];
    }

    private static bool[] Allowed(int[] wanted)
    {
        var allowed = new bool[wanted.Length == 0 ? 0 : wanted.Max() + 1];
        foreach (var ordinal in wanted)
            allowed[ordinal] = true;
        return allowed;
    }

    private static int IndexOf(string? facet) => facet is null ? -1 : FacetRowsBuilder.IndexOf(facet);
}
