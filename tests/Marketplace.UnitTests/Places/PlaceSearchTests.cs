using Xunit;

namespace Marketplace.UnitTests.Places;

public sealed class PlaceSearchTests
{
    [Theory]
    [InlineData("lyon", "69123")]
    [InlineData("LYON", "69123")]
    [InlineData("saint etienne", "42218")]
    [InlineData("St-Étienne", "42218")]
    [InlineData("havre", "76351")]
    [InlineData("Le Havre", "76351")]
    [InlineData("marse", "13055")]
    [InlineData("69007", "69387")]
    [InlineData("lyon 7", "69387")]
    [InlineData("Lyon 07", "69387")]
    [InlineData("69003 lyon", "69383")]
    [InlineData("75012", "75112")]
    [InlineData("ajaccio", "2A004")]
    [InlineData("villeneuve d'ascq", "59009")]
    [InlineData("y", "80829")]
    [InlineData("île d'yeu", "85113")]
    public void Search_NameOrPostcode_PutsTheExpectedCommuneFirst(string text, string insee) =>
        Assert.Equal(insee, SeedPlaces.Directory.Search(text, 8)[0].Place.Insee);

    [Fact]
    public void Search_BeginningOfAName_OrdersByPopulation()
    {
        var found = SeedPlaces.Directory.Search("nan", 10);
        Assert.Equal(found.OrderByDescending(p => p.Place.Population).Select(p => p.Place.Insee), found.Select(p => p.Place.Insee));
        Assert.Equal("Nantes", found[0].Place.Name);
    }

    [Fact]
    public void Search_BeginningOfAPostcode_KeepsItsLeadingZero() =>
        Assert.All(SeedPlaces.Directory.Search("01", 20),
            p => Assert.Contains(p.Place.Postcodes, code => code.StartsWith("01", StringComparison.Ordinal)));

    [Fact]
    public void Search_CommuneWithSeveralPostcodes_ListsItOnce() =>
        Assert.Single(SeedPlaces.Directory.Search("130", 500), p => p.Place.Insee == "13055");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("zzzzzz")]
    [InlineData("--- '' ..")]
    [InlineData("99999")]
    public void Search_NothingFits_IsEmpty(string text) => Assert.Empty(SeedPlaces.Directory.Search(text, 8));

    [Fact]
    public void Search_Limit_IsKept()
    {
        Assert.Equal(5, SeedPlaces.Directory.Search("saint", 5).Count);
        Assert.Empty(SeedPlaces.Directory.Search("saint", 0));
    }
}
