using Marketplace.Core.Places;
using Marketplace.Core.Reference;
using Marketplace.Search;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>« Quel lieu ? »: the step between a typed place that has several meanings and its results.</summary>
public static class PlaceChoicePage
{
    public static IResult Show(HttpRequest request, PageRenderer renderer, SearchQuery query, string typed, IReadOnlyList<Place> choices, ReferenceData reference)
    {
        var model = new PlaceChoiceModel(
            typed,
            [.. choices.Select((place, rank) => new PlaceOption(
                place.Insee, place.Name,
                $"{(reference.Departments.TryGetValue(place.Department, out var department) ? department.Name : "Département")} ({place.Department})"
                    + (place.Postcodes.Count > 0 ? $", {place.Postcodes[0]}" : ""),
                rank == 0))],
            [.. SearchAddress.Parameters(query).Select(p => new HiddenField(p.Name, p.Value))],
            SearchAddress.Of(query));
        return renderer.Page(request, "search/place-choice", model,
            new PageHead("Quel lieu ?", "Plusieurs communes correspondent au lieu demandé.")
            {
                NoIndex = true,
                Trail = [new Crumb("Recherche", "/recherche")],
            });
    }
}

/// <summary>Model of <c>pages/search/place-choice</c>.</summary>
/// <param name="EverywhereHref">The same search without a place.</param>
public sealed record PlaceChoiceModel(string Typed, IReadOnlyList<PlaceOption> Options, IReadOnlyList<HiddenField> Hidden, string EverywhereHref);

public sealed record PlaceOption(string Insee, string Name, string Hint, bool Checked);
