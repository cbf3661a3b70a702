using Marketplace.Search;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Search;

/// <summary>Offers the other reading of a text that holds a place's name: the place, or the words.</summary>
/// <param name="Found">« 12 formations ».</param>
public sealed record OtherReadingNotice(string Label, string Href, string Found)
{
    /// <summary>Null when there is no other reading.</summary>
    public static OtherReadingNotice? Of(SearchQuery query, OtherReading? other, bool onMap) => other is null
        ? null : new OtherReadingNotice(
        other.Place is null ? $"Chercher plutôt l’expression « {other.Text} »"
            : other.Text.Length > 0
                ? $"Chercher plutôt « {other.Text} » autour {TownWords.Of(other.Place.Label!)}"
                : $"Chercher plutôt autour {TownWords.Of(other.Place.Label!)}",
        SearchAddress.Of(other.Place is { } place
            ? query with { Text = other.Text.Length > 0 ? other.Text : null, Near = place, Page = 1 }
            : query with { PlacesInText = false, Page = 1 }, onMap),
        FrenchFormat.Plural(other.Total, "formation", "formations"));
}
