using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;

namespace Marketplace.UnitTests.Places;

/// <summary>The seed, loaded once for all tests.</summary>
internal static class SeedPlaces
{
    private static readonly Lazy<ReferenceData> Loaded = new(SeedReference.Load);

    public static ReferenceData Reference => Loaded.Value;

    public static PlaceDirectory Directory => Loaded.Value.Places;
}
