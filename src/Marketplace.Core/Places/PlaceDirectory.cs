using Marketplace.Core.Catalogue;

namespace Marketplace.Core.Places;

/// <summary>Where an address really is.</summary>
/// <param name="Place">Its commune; null when nothing fits (abroad, no address).</param>
/// <param name="Lat">The file's point when it can be believed, else the commune's centre.</param>
/// <param name="KmFromPlace">Set when the file's point lies more than 50 km from its commune and was replaced: how far.</param>
/// <param name="PostcodeUnknown">The postcode is in no list of communes (CEDEX, typing error).</param>
public sealed record Location(Place? Place, double? Lat, double? Lng, double? KmFromPlace = null, bool PostcodeUnknown = false);

/// <summary>All communes in memory: look-up by code, name, postcode and point. Immutable.</summary>
public sealed class PlaceDirectory(IReadOnlyList<Place> places)
{
    private readonly Dictionary<string, Place> byInsee = places.ToDictionary(p => p.Insee);

    public IReadOnlyList<Place> All => places;

    public Place? ByInsee(string code) => byInsee.GetValueOrDefault(code);

    /// <summary>Communes whose name or postcode starts so (accents and case ignored), most populous first.</summary>
    public IReadOnlyList<Place> Search(string text, int limit) => throw new NotSupportedException();

    /// <summary>The commune whose centre is nearest.</summary>
    public Place? Nearest(double lat, double lng) => throw new NotSupportedException();

    /// <summary>Finds the commune and the point of an address.</summary>
    public Location Locate(PostalAddress address) => throw new NotSupportedException();
}
