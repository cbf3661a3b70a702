using Marketplace.Search;
using Marketplace.Search.Asking;

namespace Marketplace.Web.Pages.Search;

/// <summary>What was done to find something farther away, step by step.</summary>
/// <param name="Vain">Where nothing is: « à moins de 30 km ni de 60 km de Nantes ».</param>
/// <param name="SearchedKm">The circle that holds something.</param>
/// <param name="RemoteOnly">No circle does: what is shown is remote.</param>
/// <param name="ExactHref">The same search without widening.</param>
public sealed record WideningNotice(string Vain, string SearchedKm, bool RemoteOnly, string ExactHref)
{
    /// <summary>Null when nothing was widened, or nothing is found in spite of it.</summary>
    public static WideningNotice? Of(SearchQuery query, SearchResult result, string exactHref)
    {
        if (result.Widened is not { } widened)
            return null;
        var searched = SearchPage.Km(widened.RadiusKm);
        if (widened.Around is { } area)
            return new WideningNotice($"dans le territoire « {area} »", $"{searched} autour de son centre", widened.RemoteOnly, exactHref);
        var vain = MarketplaceSearch.RadiusSteps.Where(km => km > query.RadiusKm && (km < widened.RadiusKm || widened.RemoteOnly))
            .Prepend(query.RadiusKm);
        return new WideningNotice(
            $"à moins de {string.Join(" ni de ", vain.Select(SearchPage.Km))} {TownWords.Of(query.Near?.Label ?? result.Understood.Place?.Name ?? "ce lieu")}",
            searched, widened.RemoteOnly, exactHref);
    }

    /// <summary>How far a search went that found nothing; null when it was not widened.</summary>
    public static string? InVain(SearchQuery query, SearchResult result)
    {
        var circle = query.Near is not null || result.Understood.Place is { Steers: false };
        if (result.Total > 0 || !circle || query.Exact || query.Remote == RemoteMode.Only)
            return null;
        var farthest = SearchPage.Km(Math.Max(query.RadiusKm, MarketplaceSearch.RadiusSteps[^1]));
        return query.Remote == RemoteMode.Exclude ? $"à {farthest}" : $"à {farthest} et aux formations à distance";
    }
}
