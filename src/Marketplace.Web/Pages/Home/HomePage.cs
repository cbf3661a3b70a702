using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Home;

/// <summary><c>/</c>: the search box, and ways in by domain and type.</summary>
public static class HomePage
{
    private const int DomainsShown = 8;

    public static async Task<IResult> Show(
        [AsParameters] PageContext context, VisitorSearch search, ReferenceDataStore store, TimeProvider clock)
    {
        var query = new SearchQuery { Today = clock.Today() };
        var result = await search.TryAsync(query with { PageSize = 1 }, context.Cancel);
        var model = new HomePageModel(
            SearchForm.Of(query, new HashSet<string>()),
            result?.Total ?? 0,
            [.. Entries(Facets.Domain, value => query with { Domain = [value] }).Take(DomainsShown)],
            [.. Entries(Facets.CertificationType, value => query with { CertificationType = [value] })],
            result is null);
        return context.Page("home/home", model,
            new PageHead("Accueil",
            "Cherchez une formation finançable avec le compte personnel de formation : par métier, lieu, modalité, prix et accessibilité.")
            {
                Canonical = SiteAddresses.Home,
                IsHome = true,
                HasSearch = true,
            });

        IEnumerable<HomeEntry> Entries(string facet, Func<string, SearchQuery> with) =>
            result is null || !result.Facets.TryGetValue(facet, out var counts) ? []
            : counts.Where(c => c.Value is not null).OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal)
                .Select(c => new HomeEntry(FacetLabels.Of(facet, c.Value, store.Current), SearchAddress.Of(with(c.Value!)), c.Count));
    }
}

/// <summary>Model of <c>pages/home/home</c>.</summary>
/// <param name="IsAway">The search does not answer now: there are no figures and no ways in.</param>
public sealed record HomePageModel(
    SearchForm Form, int Total, IReadOnlyList<HomeEntry> Domains, IReadOnlyList<HomeEntry> Kinds, bool IsAway);

public sealed record HomeEntry(string Label, string Href, int Count);
