using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Search;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>A commune as people type it: its name, its postcode, « Saint-Denis (93) »; model of <c>fields/commune</c>.</summary>
public sealed class CommuneField : InputField<Place>
{
    private const int MostNamed = 6;

    public CommuneField(string name, string label, ReferenceData reference, string? insee = null)
        : base(name, label, (string text, out Place? place, out string? problem) =>
        {
            var found = TypedPlace.Communes(text, reference);
            place = found.Count == 1 ? found[0] : null;
            problem = place is not null ? null : found.Count == 0
                ? "Écrivez le nom de votre commune ou son code postal, par exemple Lyon ou 69007."
                : $"Plusieurs communes répondent à « {text} » : {string.Join(", ", found.Take(MostNamed).Select(NameOf))}. Écrivez celle-ci en entier.";
            return problem is null;
        }) => (Hint, Autocomplete, MaxLength, Typed) =
            ("Nom ou code postal, par exemple Lyon ou 69007", "address-level2", 100, insee is not null
                && reference.Places.ByInsee(insee) is { } known ? NameOf(known) : "");

    /// <summary>« Lyon (69) », which means this one again.</summary>
    public static string NameOf(Place place) => $"{place.Name} ({place.Department})";
}
