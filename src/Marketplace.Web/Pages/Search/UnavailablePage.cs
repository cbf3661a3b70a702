using System.Globalization;
using Marketplace.People.Access;
using Marketplace.Search;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary><c>/recherche</c> while the engine is away: what was typed is kept, and what still works is offered.</summary>
public static class UnavailablePage
{
    public static IResult Show(PageContext context, SearchQuery query, string? typed, string? placeError, bool onMap)
    {
        context.Http.Response.Headers.RetryAfter = VisitorSearch.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        var model = new UnavailableModel(
            // No filters beside the results here: the form keeps them all.
            SearchForm.Of(query, new HashSet<string>(), typed, placeError, onMap),
            SearchPage.Heading(query), SearchAddress.Of(query, onMap),
            context.Http.Person() is null or { AccountKind: Roles.Holder } ? SavedSearchAddresses.New + SavedQuery.Write(query) : null);
        return context.Page("search/unavailable", model,
            new PageHead("Recherche momentanément indisponible", "La recherche ne répond pas pour le moment.") { NoIndex = true,
            HasSearch = true },
            StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Model of <c>pages/search/unavailable</c>.</summary>
/// <param name="Asked">What was asked for, in words.</param>
/// <param name="AgainHref">The same search.</param>
/// <param name="SaveHref">« Enregistrer cette recherche »; null for those whose account keeps none.</param>
public sealed record UnavailableModel(SearchForm Form, string Asked, string AgainHref, string? SaveHref);
