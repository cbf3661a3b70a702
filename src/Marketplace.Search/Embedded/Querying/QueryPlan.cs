using System.Globalization;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>A query's filters, resolved against the vocabularies once for all segments.</summary>
internal sealed class QueryPlan
{
    private readonly Vocabularies vocabularies;

    /// <remarks>The snapshot must be taken before: its ordinals then all lie within the vocabularies' counts.</remarks>
    public QueryPlan(SearchQuery query, Vocabularies vocabularies)
    {
        this.vocabularies = vocabularies;
        Query = query;
        Sessions = new SessionFilter(query);
        Remote = vocabularies[OrdinalColumn.Modality].Find(Modalities.Remote);
        AllOf = [Sessions, .. PlainFilters(query)];
        PerFacet = [.. FacetFilters(query)];
    }

    public SearchQuery Query { get; }

    /// <summary>Ordinal of the remote modality, -1 when no document has it.</summary>
    public int Remote { get; }

    public SessionFilter Sessions { get; }

    /// <summary>Filters that no facet ignores, cheap ones first.</summary>
    public DocumentFilter[] AllOf { get; }

    /// <summary>Filters that their own facet ignores.</summary>
    public DocumentFilter[] PerFacet { get; }

    private IEnumerable<DocumentFilter> PlainFilters(SearchQuery q)
    {
        if (Any(OrdinalColumn.Provider, q.Provider) is { } provider)
            yield return provider;
        if (Any(OrdinalColumn.Certification, [.. q.Certification.Select(c => c.ToUpperInvariant())]) is { } certification)
            yield return certification;
        if (Any(OrdinalColumn.Region, q.Regions) is { } region)
            yield return region;
        if (Any(OrdinalColumn.Language, q.Language) is { } language)
            yield return language;
        if (q.Rome.Count > 0)
            yield return new AnyOfListFilter(ListColumn.Rome, Allowed(vocabularies[ListColumn.Rome], v => q.Rome.Contains(v)));
        if (q.PriceMinCents is not null || q.PriceMaxCents is not null)
            yield return new PriceFilter(q.PriceMinCents, q.PriceMaxCents);
        if (q.HoursMin is not null || q.HoursMax is not null)
            yield return new HoursFilter(q.HoursMin, q.HoursMax);
        if (q.MinRating is { } rating)
            yield return new RatingFilter(rating);
        if (q.PermanentEntry is { } permanent)
            yield return new PermanentEntryFilter(permanent);
        if (q.Boxes.Count > 0)
            yield return new BoxFilter(q.Boxes);
    }

    private IEnumerable<DocumentFilter> FacetFilters(SearchQuery q)
    {
        if (Any(OrdinalColumn.Modality, q.Modality, Facets.Modality) is { } modality)
            yield return modality;
        if (Any(OrdinalColumn.CertificationType, q.CertificationType, Facets.CertificationType) is { } type)
            yield return type;
        if (Any(OrdinalColumn.Level, [.. q.Level.Select(l => l.ToString(CultureInfo.InvariantCulture))], Facets.Level) is { } level)
            yield return level;
        if (Any(OrdinalColumn.Department, q.Departments, Facets.Department) is { } department)
            yield return department;
        if (q.Domain.Count > 0)
            yield return new AnyOfListFilter(
                ListColumn.Domain,
                Allowed(vocabularies[ListColumn.Domain], v => q.Domain.Any(d => v.StartsWith(d, StringComparison.Ordinal))),
                IndexOf(Facets.Domain));
        if (q.Pace.Count > 0)
            yield return new AnyOfListFilter(
                ListColumn.Pace, Allowed(vocabularies[ListColumn.Pace], v => q.Pace.Contains(v)), IndexOf(Facets.Pace));
        if (q.Accessibility.Count > 0)
            yield return new AllOfListFilter(
                ListColumn.Accessibility,
                [.. q.Accessibility.Select(vocabularies[ListColumn.Accessibility].Find)],
                IndexOf(Facets.Accessibility));
    }

    private OrdinalFilter? Any(OrdinalColumn column, IReadOnlyList<string> values, string? facet = null) =>
        values.Count == 0
            ? null
            : new OrdinalFilter(column, Allowed(vocabularies[column], v => values.Contains(v)), facet is null ? -1 : IndexOf(facet));

    private static bool[] Allowed(Vocabulary<string> vocabulary, Func<string, bool> test)
    {
        var allowed = new bool[vocabulary.Count];
        for (var i = 0; i < allowed.Length; i++)
            allowed[i] = test(vocabulary[i]);
        return allowed;
    }

    private static int IndexOf(string facet)
    {
        for (var i = 0; i < Facets.All.Count; i++)
            if (Facets.All[i] == facet)
                return i;
        throw new ArgumentOutOfRangeException(nameof(facet), facet, "Unknown facet.");
    }
}
