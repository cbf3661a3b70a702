using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Actions;

/// <summary>Answer of <c>GET /api/v1/actions</c>.</summary>
/// <param name="Total">Actions found.</param>
/// <param name="Groups">What paging counts.</param>
/// <param name="Facets">By name; each ignores its own filter.</param>
public sealed record SearchResponse(
    int Total, int Groups, IReadOnlyList<ActionItem> Items, IReadOnlyDictionary<string, IReadOnlyList<FacetItem>> Facets,
    UnderstoodItem Understood, Correction? Correction, RelaxedItem? Relaxed, WidenedItem? Widened, OtherReadingItem? OtherReading,
    double TookMs)
{
    public static SearchResponse Of(SearchResult result, ReferenceData reference) => new(
        result.Total, result.Groups,
        [.. result.Hits.Select(ActionItem.Of)],
        result.Facets.ToDictionary(
            facet => facet.Key,
            facet => (IReadOnlyList<FacetItem>)[
            .. facet.Value.Select(c => new FacetItem(c.Value, FacetLabels.Of(facet.Key, c.Value, reference), c.Count))]),
        UnderstoodItem.Of(result.Understood),
        result.Correction,
        result.LeftOut.Count > 0 || result.Approximate ? new RelaxedItem(result.LeftOut, result.Approximate) : null,
        result.Widened is { } widened ? new WidenedItem(widened.RadiusKm, widened.Around, widened.RemoteOnly) : null,
        result.OtherReading is { } other ? new OtherReadingItem(other.Place?.Insee, other.Place?.Label, other.Text, other.Total) : null,
        Math.Round(result.TookMs, 2));
}

/// <param name="Value">Null: not said by the provider.</param>
public sealed record FacetItem(string? Value, string Label, int Count);

/// <param name="Wishes">Words beside the subject that became a filter or an order.</param>
/// <param name="NotSearched">Words beside the subject that no filter says: they are not searched either.</param>
public sealed record UnderstoodItem(
    UnderstoodPlaceItem? Place, int? Level, string? Code, IReadOnlyList<WishItem> Wishes, IReadOnlyList<string> NotSearched)
{
    public static UnderstoodItem Of(Understood understood) => new(
        understood.Place is { } place
        ? new UnderstoodPlaceItem(place.Insee, place.Name, place.Text, place.Steers, place.Departments, place.Guessed) : null,
        understood.Level, understood.Code,
        [.. understood.Wishes.Where(w => w.Parameter is not null).Select(w => new WishItem(w.Text, w.Parameter!, w.Values))],
        [.. understood.Wishes.Where(w => w.Parameter is null).Select(w => w.Text)]);
}

/// <param name="Text">The words that were taken for the place.</param>
/// <param name="InseeCode">Of the commune; null for a département or region.</param>
/// <param name="Steers">It moves near actions up without excluding others.</param>
/// <param name="Departments">Codes, for a département or region; else empty.</param>
/// <param name="Guessed">The text has a code that is in no list of communes (CEDEX); this is the likeliest place near it.</param>
public sealed record UnderstoodPlaceItem(
    string? InseeCode, string Name, string Text, bool Steers, IReadOnlyList<string> Departments, bool Guessed);

/// <param name="Text">The words, as typed.</param>
/// <param name="Parameter">Of this resource, which the words filled: modality, pace, certificationType, priceMax, permanentEntry,
/// guaranteed, accessibility, sort.</param>
/// <param name="Values">Of the parameter.</param>
public sealed record WishItem(string Text, string Parameter, IReadOnlyList<string> Values);

/// <param name="LeftOut">Words of the text with which nothing would have been found, as typed.</param>
/// <param name="Approximate">Nothing found is named as was asked for: it comes near, or mentions it.</param>
public sealed record RelaxedItem(IReadOnlyList<string> LeftOut, bool Approximate);

/// <param name="RadiusKm">The circle really searched.</param>
/// <param name="Around">The département or region named in the text that held nothing; the circle is around its centre.</param>
/// <param name="RemoteOnly">That circle holds no place-bound action either: what is found is remote.</param>
public sealed record WidenedItem(double RadiusKm, string? Around, bool RemoteOnly);

/// <param name="InseeCode">Of the commune as which words can be read (<c>near</c>); null: words were read as a place, and can be searched
/// (<c>placesInText=false</c>).</param>
/// <param name="Name">Of that commune.</param>
/// <param name="Text">The text to search then (<c>q</c>); empty for the place alone.</param>
/// <param name="Total">Actions found then.</param>
public sealed record OtherReadingItem(string? InseeCode, string? Name, string Text, int Total);
