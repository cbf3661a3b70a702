using System.Globalization;
using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>Model of the search box (<c>partials/search-form</c>).</summary>
/// <param name="Where">What the place field shows.</param>
/// <param name="Near">INSEE code or point behind <paramref name="Where"/>; null when no place is chosen.</param>
/// <param name="PlaceError">Why the typed place was not found.</param>
/// <param name="Hidden">Filters that the form must keep but has no field for.</param>
public sealed record SearchForm(
    string Text, string Where, string? Near, string? PlaceError, IReadOnlyList<Choice> Radii, IReadOnlyList<HiddenField> Hidden)
{
    private static readonly int[] UsualRadii = [5, 10, 20, 30, 50, 100, 200];

    /// <param name="shown">Names of parameters that have a field elsewhere on the page, attached to this form.</param>
    public static SearchForm Of(
        SearchQuery query, IReadOnlySet<string> shown, string? typedPlace = null, string? placeError = null, bool onMap = false)
    {
        var radius = (int)Math.Round(query.RadiusKm);
        var radii = UsualRadii.Append(radius).Distinct().Order()
            .Select(km => new Choice(km.ToString(CultureInfo.InvariantCulture), $"{km} km", km == radius));
        string[] own = ["q", "near", "radius", "page"];
        var hidden = SearchAddress.Parameters(query)
            .Where(p => !own.Contains(p.Name) && !shown.Contains(p.Name))
            .Select(p => new HiddenField(p.Name, p.Value))
            .Concat(onMap ? [new HiddenField(SearchAddress.ViewParameter, SearchAddress.MapValue)] : []);
        return new SearchForm(
            query.Text ?? "", typedPlace ?? query.Near?.Label ?? "", query.Near is { } near ? PointValue.Write(near) : null,
            placeError, [.. radii], [.. hidden]);
    }
}

/// <summary>An option of a list.</summary>
public sealed record Choice(string Value, string Label, bool Selected);

public sealed record HiddenField(string Name, string Value);
