using Marketplace.Bookings.Dossiers;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings;

/// <summary>Facts of a dossier in words.</summary>
public static class DossierFacts
{
    /// <summary>When the training takes place, as far as it is known.</summary>
    public static string Dates(BookingRow row) => row.PermanentEntry && row.ProposedAt is null
        ? row.WishedStart is { } wished ? $"À partir du {FrenchFormat.Date(wished)}, comme vous le proposez" : "Entrée à tout moment"
        : Dates(row.Starts, row.Ends);

    public static string Dates(DateOnly? starts, DateOnly? ends) => (starts, ends) switch
    {
        ({ } start, { } end) when start == end => "Le " + FrenchFormat.Date(start),
        ({ } start, { } end) => $"Du {FrenchFormat.Date(start)} au {FrenchFormat.Date(end)}",
        ({ } start, null) => "À partir du " + FrenchFormat.Date(start),
        (null, { } end) => "Jusqu’au " + FrenchFormat.Date(end),
        _ => "Non précisées",
    };

    public static string Hours(int? hours) => hours is { } known ? FrenchFormat.Plural(known, "heure", "heures") : "Non précisée";
}
