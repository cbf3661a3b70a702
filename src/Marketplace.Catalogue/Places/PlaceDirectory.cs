namespace Marketplace.Catalogue.Places;

/// <summary>Where an address really is.</summary>
/// <param name="Place">Its commune; null when nothing fits (abroad, no address).</param>
/// <param name="Lat">The file's point when it can be believed, else the commune's centre.</param>
/// <param name="KmFromPlace">Set when the file's point lies more than 50 km from its commune and was replaced: how far.</param>
/// <param name="PostcodeUnknown">The postcode is in no list of communes (CEDEX, typing error).</param>
/// <param name="PointSwapped">The file wrote longitude and latitude the wrong way round; put right here.</param>
public sealed record Location(Place? Place, double? Lat, double? Lng, double? KmFromPlace = null, bool PostcodeUnknown = false,
    bool PointSwapped = false);

/// <summary>
/// All communes in memory: look-up by code, name, postcode and point. Immutable. What only some programs ask (names for a
/// picker, addresses for an import, points for a map) is sorted when first asked.
/// </summary>
public sealed class PlaceDirectory
{
    private readonly Dictionary<string, Place> byInsee;
    private readonly PostcodeBook postcodes;
    private readonly Lazy<PlaceSearch> search;
    private readonly Lazy<PlaceMap> map;
    private readonly Lazy<AddressLocator> locator;

    public PlaceDirectory(IReadOnlyList<Place> places)
    {
        All = places;
        byInsee = places.ToDictionary(p => p.Insee);
        Aliases = PlaceAliases.Of(byInsee);
        postcodes = new PostcodeBook(byInsee);
        search = new(() => new PlaceSearch(places, Aliases, postcodes));
        map = new(() => new PlaceMap(places));
        locator = new(() => new AddressLocator(places, map.Value));
    }

    public IReadOnlyList<Place> All { get; }

    /// <summary>Other names of places: former communes, names of the post, other writings of an arrondissement.</summary>
    public IReadOnlyList<PlaceAlias> Aliases { get; }

    /// <summary>Listed codes with their places; general codes of large cities (75000) are among them.</summary>
    public IEnumerable<(string Code, Place Place)> Postcodes => postcodes.Codes;

    public Place? ByInsee(string code) => byInsee.GetValueOrDefault(code);

    /// <summary>The place that any code of the post leads to, CEDEX codes too; null for what is no such code.</summary>
    public PostcodePlace? ByPostcode(string code) => postcodes.Find(code);

    /// <summary>
    /// Places by name, former name, word of the name or postcode (accents, case, hyphens and apostrophes ignored; "st" is
    /// "saint"), whole names first, then beginnings, then the most populous. Never empty for a code that the post delivers to.
    /// </summary>
    public IReadOnlyList<PlaceMatch> Search(string text, int limit) => search.Value.Find(text, limit);

    /// <summary>The commune whose centre is nearest; arrondissements rather than their commune. Null when there is none at all.</summary>
    public Place? Nearest(double lat, double lng) => map.Value.Nearest(lat, lng);

    /// <summary>Finds the commune and the point of an address.</summary>
    public Location Locate(PostalAddress address) => locator.Value.Locate(address);
}
