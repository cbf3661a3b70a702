using Marketplace.Search;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>« Quel lieu ? »: the step between a typed place that has several meanings and its results.</summary>
public static class PlaceChoicePage
{
    public static IResult Show(PageContext context, SearchQuery query, string typed, IReadOnlyList<PlaceMeaning> choices, bool onMap)
    {
        var model = new PlaceChoiceModel(
            typed,
            [.. choices.Select((meaning, rank) => new PlaceOption($"lieu-{rank}", meaning.Key, meaning.Name, meaning.Hint, rank == 0))],
            [.. SearchAddress.Parameters(query).Select(p => new HiddenField(p.Name, p.Value)), .. onMap
                ? [new HiddenField(SearchAddress.ViewParameter, SearchAddress.MapValue)] : Array.Empty<HiddenField>()],
            SearchAddress.Of(query, onMap));
        return context.Page("search/place-choice", model,
            new PageHead("Quel lieu ?", "Plusieurs lieux correspondent au lieu demandé.")
            {
                NoIndex = true,
                Trail = [new Crumb("Recherche", SearchAddresses.Results)],
            });
    }
}

/// <summary>Model of <c>pages/search/place-choice</c>.</summary>
/// <param name="EverywhereHref">The same search without a place.</param>
public sealed record PlaceChoiceModel(
    string Typed, IReadOnlyList<PlaceOption> Options, IReadOnlyList<HiddenField> Hidden, string EverywhereHref);

/// <param name="Id">Unique on the page.</param>
public sealed record PlaceOption(string Id, string Key, string Name, string Hint, bool Checked);
