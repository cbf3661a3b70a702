using Marketplace.Catalogue.Actions;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Providers;

/// <summary><c>/organismes/{siret}</c>: a provider and its actions that can be joined.</summary>
public static class ProviderPage
{
    public static async Task<IResult> Show(
        [AsParameters] PageContext context, string siret, string? page, ProviderPageQuery providers, VisitorSearch search,
        TimeProvider clock)
    {
        if (siret.Length != 14 || !siret.All(char.IsAsciiDigit) || await providers.FindAsync(siret, context.Cancel) is not { } provider)
            return Results.NotFound();
        var query = new SearchQuery { Today = clock.Today(), Provider = [siret], Page = ActionList.PageNumber(page) };
        var path = SearchAddresses.Provider.Of(siret);
        var line = ProviderLine.Of(new ActionProvider(provider.Siret, provider.Name, provider.Nda, provider.Qualiopi));
        var model = new ProviderPageModel(
            line, string.Join(", ",
            new[] { provider.Address, $"{provider.Postcode} {provider.City}".Trim() }.Where(l => !string.IsNullOrWhiteSpace(l))),
            await ActionList.FindAsync(search, query, path, context.Cancel));
        return context.Page("providers/provider", model,
            new PageHead(provider.Name, $"Formations de {provider.Name} : prix, dates, lieux et accessibilité.")
            {
                Canonical = ActionList.Address(path, query.Page),
                Trail = [new Crumb("Recherche", SearchAddresses.Results)],
            });
    }
}

/// <summary>Model of <c>pages/providers/provider</c>.</summary>
public sealed record ProviderPageModel(ProviderLine Provider, string Address, ActionList Actions);
