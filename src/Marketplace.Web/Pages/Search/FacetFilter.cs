using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>A facet as a group of boxes to tick.</summary>
/// <param name="Open">Shown unfolded.</param>
/// <param name="UnknownCount">Actions that do not say; null when there are none. They match no choice, so they have no box.</param>
public sealed record FacetFilter(string Name, string Legend, bool Open, IReadOnlyList<FacetOption> Options, int? UnknownCount)
{
    /// <summary>More lines would not be read.</summary>
    private const int MaxOptions = 12;

    private static readonly string[] OpenAtFirst = [Facets.Modality, Facets.CertificationType];

    public static IEnumerable<FacetFilter> All(SearchQuery query, SearchResult result, ReferenceData reference)
    {
        foreach (var name in Facets.All)
        {
            if (!result.Facets.TryGetValue(name, out var counts))
                continue;
            var chosen = ChosenFilters.Values(query, name);
            var known = counts.Where(c => c.Value is not null).ToList();
            var lines = Ordered(name, known)
                .Where((c, rank) => rank < MaxOptions || chosen.Contains(c.Value!))
                .Select(c => new FacetOption(
                    name, $"{name}-{c.Value}", c.Value!, FacetLabels.Of(name, c.Value, reference), c.Count, chosen.Contains(c.Value!)));
            var absent = chosen.Where(v => known.All(c => c.Value != v))
                .Select(v => new FacetOption(name, $"{name}-{v}", v, FacetLabels.Of(name, v, reference), 0, true));
            FacetOption[] options = [.. lines, .. absent];
            if (options.Length > 0)
                yield return new FacetFilter(name, Labels.Facet[name], OpenAtFirst.Contains(name) || chosen.Count > 0, options,
                    counts.FirstOrDefault(c => c.Value is null)?.Count);
        }
    }

    /// <summary>Levels go up; the rest goes by count.</summary>
    private static IEnumerable<FacetCount> Ordered(string name, IEnumerable<FacetCount> counts) =>
        name == Facets.Level
            ? counts.OrderBy(c => c.Value, StringComparer.Ordinal)
            : counts.OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal);
}

/// <param name="Name">Parameter.</param>
/// <param name="Id">Unique on the page.</param>
public sealed record FacetOption(string Name, string Id, string Value, string Label, int Count, bool Checked);
