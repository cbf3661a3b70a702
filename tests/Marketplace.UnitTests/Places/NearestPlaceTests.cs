using Marketplace.Catalogue.Places;
using Xunit;

namespace Marketplace.UnitTests.Places;

public sealed class NearestPlaceTests
{
    [Theory]
    [InlineData(45.7335, 4.8385, "69387")]
    [InlineData(48.39, -4.486, "29019")]
    [InlineData(-12.7823, 45.2288, "97611")]
    public void Nearest_PointInATown_FindsIt(double lat, double lng, string insee) =>
        Assert.Equal(insee, SeedPlaces.Directory.Nearest(lat, lng)?.Insee);

    [Fact]
    public void Nearest_AnyPoint_EqualsTheFullScan()
    {
        var random = new Random(20261122);
        var parents = SeedPlaces.Directory.All.Where(p => p.Parent is not null).Select(p => p.Parent).ToHashSet();
        var candidates = SeedPlaces.Directory.All.Where(p => !parents.Contains(p.Insee)).ToList();
        for (var i = 0; i < 60; i++)
        {
            // Half of them over mainland France, half over the whole globe: sea, poles, the date line.
            var (lat, lng) = i % 2 == 0
                ? (42 + random.NextDouble() * 9, -5 + random.NextDouble() * 13)
                : (-90 + random.NextDouble() * 180, -180 + random.NextDouble() * 360);
            var expected = candidates.Min(p => p.Km(lat, lng));
            Assert.Equal(expected, SeedPlaces.Directory.Nearest(lat, lng)!.Km(lat, lng), 6);
        }
    }

    [Fact]
    public void Nearest_NoPlaces_IsNull() => Assert.Null(new PlaceDirectory([]).Nearest(45, 4));
}
