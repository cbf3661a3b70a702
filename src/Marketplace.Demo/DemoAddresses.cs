using System.Globalization;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Demo;

/// <summary>
/// Addresses and contacts of the demo catalogue: real communes, ordinary street names, telephone numbers kept for fiction.
/// </summary>
internal static class DemoAddresses
{
    private static readonly (string Code, string Words)[] Kinds =
        [("RUE", "rue"), ("AV", "avenue"), ("BD", "boulevard"), ("PL", "place"), ("CHE", "chemin"), ("ALL", "allée")];

    private static readonly string[] Streets =
    [
        "des Tilleuls", "de la Gare", "du Marché", "des Écoles", "de la République", "des Acacias", "du Moulin", "de la Fontaine",
            "des Artisans",
        "de l'Industrie", "du Stade", "des Lilas", "de la Mairie", "du Pont", "des Vignes", "de la Liberté", "du Parc", "des Peupliers",
    ];

    private static readonly string[] Access =
    [
        "Entrée de plain-pied, ascenseur, toilettes adaptées", "Rampe d'accès et places de stationnement réservées",
        "Salle au rez-de-chaussée, portes larges", "Boucle magnétique à l'accueil et ascenseur",
        "Accès par quelques marches ; rampe amovible sur demande",
    ];

    public static PostalAddress In(Place place, string name, Draw draw)
    {
        var (code, words) = draw.Pick(Kinds);
        var street = draw.Pick(Streets);
        var number = draw.Between(1, 120).ToString(CultureInfo.InvariantCulture);
        // Within the built-up part: a town of 100,000 is about 3 km across.
        var spreadKm = Math.Clamp(Math.Sqrt(place.Population) / 100, 0.2, 3) / 2;
        var lat = place.Lat + (draw.Share() - 0.5) * 2 * spreadKm / 111.2;
        var lng = place.Lng + (draw.Share() - 0.5) * 2 * spreadKm / (111.2 * Math.Cos(double.DegreesToRadians(place.Lat)));
        return new PostalAddress
        {
            Number = "1",
            Lines = [Cut(name, 50)],
            Postcode = place.Postcodes[0],
            City = Cut(place.Name, 50),
            Country = "FR",
            Latitude = lat.ToString("F6", CultureInfo.InvariantCulture),
            Longitude = lng.ToString("F6", CultureInfo.InvariantCulture),
            StreetNumber = number,
            StreetKind = code,
            StreetName = $"{words} {street}",
            BuildingAccess = draw.Chance(0.6) ? draw.Pick(Access) : null,
            Accessible = draw.Chance(0.85) ? draw.Chance(0.8) : null,
        };
    }

    /// <summary>
    /// No person stands behind it: a department of the provider, a number of the range kept for fiction, a domain kept for examples.
    /// </summary>
    public static Contact Contact(string role, PostalAddress address, int provider, Draw draw) => new()
    {
        Number = "1",
        LastName = "Service",
        FirstName = role,
        Address = address,
        Phone = $"019900{draw.Below(10_000):D4}",
        Mobile = draw.Chance(0.2) ? $"063998{draw.Below(10_000):D4}" : null,
        Email = $"contact@organisme{provider}.example",
    };

    public static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();
}
