using Marketplace.Core.Catalogue;

namespace Marketplace.Core.Places;

/// <summary>Where an address really is.</summary>
/// <param name="Place">Its commune; null when nothing fits (abroad, no address).</param>
/// <param name="Lat">The file's point when it can be believed, else the commune's centre.</param>
/// <param name="KmFromPlace">Set when the file's point lies more than 50 km from its commune and was replaced: how far.</param>
/// <param name="PostcodeUnknown">The postcode is in no list of communes (CEDEX, typing error).</param>
/// <param name="PointSwapped">The file wrote longitude and latitude the wrong way round; put right here.</param>
public sealed record Location(Place? Place, double? Lat, double? Lng, double? KmFromPlace = null, bool PostcodeUnknown = false,
    bool PointSwapped = false);

/// <summary>All communes in memory: look-up by code, name, postcode and point. Immutable.</summary>
public sealed class PlaceDirectory
{
    private readonly Dictionary<string, Place> byInsee;
    private readonly PlaceSearch search;
    private readonly PlaceMap map;
    private readonly AddressLocator locator;

    public PlaceDirectory(IReadOnlyList<Place> places)
    {
        All = places;
        byInsee = places.ToDictionary(p => p.Insee);
        search = new PlaceSearch(places);
        map = new PlaceMap(places);
        locator = new AddressLocator(places, map);
    }

    public IReadOnlyList<Place> All { get; }

    public Place? ByInsee(string code) => byInsee.GetValueOrDefault(code);

    /// <summary>
    /// Communes whose name or postcode starts so (accents, case and hyphens ignored; "st" is "saint"),
    /// exact names first, then the most populous.
    /// </summary>
    public IReadOnlyList<Place> Search(string text, int limit) => search.Find(text, limit);

    /// <summary>The commune whose centre is nearest; arrondissements rather than their commune. Null when there is none at all.</summary>
    public Place? Nearest(double lat, double lng) => map.Nearest(lat, lng);

    /// <summary>Finds the commune and the point of an address.</summary>
    public Location Locate(PostalAddress address) => locator.Locate(address);
}
