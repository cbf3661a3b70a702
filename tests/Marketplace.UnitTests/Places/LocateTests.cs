using Marketplace.Catalogue.Places;
using Xunit;

namespace Marketplace.UnitTests.Places;

public sealed class LocateTests
{
    [Theory]
    [InlineData("69007", "LYON", "69387")]
    [InlineData("69007", "Lyon 7e Arrondissement", "69387")]
    [InlineData("75012", "PARIS", "75112")]
    [InlineData("75116", "PARIS 16", "75116")]
    [InlineData("13008", "MARSEILLE", "13208")]
    [InlineData("69428", "LYON CEDEX 03", "69383")]
    [InlineData("75647", "PARIS CEDEX 13", "75113")]
    [InlineData("13567", "MARSEILLE CEDEX 02", "13202")]
    [InlineData("13567", "MARSEILLE CEDEX 20", "13055")]
    [InlineData("42023", "ST ETIENNE CEDEX 2", "42218")]
    [InlineData("42023", "SAINT-ÉTIENNE CEDEX", "42218")]
    [InlineData("20186", "AJACCIO CEDEX 2", "2A004")]
    [InlineData("20200", "BASTIA", "2B033")]
    [InlineData("97463", "SAINT DENIS CEDEX", "97411")]
    [InlineData("97133", "SAINT BARTHELEMY", "97701")]
    [InlineData("98848", "NOUMEA CEDEX", "98818")]
    [InlineData("91025", "EVRY CEDEX", "91228")]
    [InlineData("50100", "CHERBOURG OCTEVILLE", "50129")]
    [InlineData("76600", "HAVRE (LE)", "76351")]
    [InlineData("71100", "CHALON S/SAONE", "71076")]
    [InlineData("59650", "VILLENEUVE DASCQ", "59009")]
    [InlineData("31012", "TOULOUZE CEDEX", "31555")]
    [InlineData("38000", "VOIRON", "38563")]
    [InlineData(null, "Grenoble", "38185")]
    [InlineData("00000", "Grenoble", "38185")]
    [InlineData(" 69 007 ", "Lyon", "69387")]
    [InlineData("29019", null, null)]
    [InlineData("29200", null, "29019")]
    [InlineData("29200", "Zone industrielle", "29019")]
    public void Locate_PostcodeAndTown_FindsTheCommune(string? postcode, string? city, string? insee) =>
        Assert.Equal(insee, Locate(postcode, city).Place?.Insee);

    [Theory]
    [InlineData("69428", true)]
    [InlineData("69007", false)]
    [InlineData("6900", true)]
    [InlineData(null, false)]
    public void Locate_PostcodeInNoList_SaysSo(string? postcode, bool unknown) =>
        Assert.Equal(unknown, Locate(postcode, "LYON").PostcodeUnknown);

    [Fact]
    public void Locate_NoPoint_TakesTheCentreOfTheCommune()
    {
        var location = Locate("29200", "BREST");
        Assert.Equal((location.Place!.Lat, location.Place.Lng), (location.Lat, location.Lng));
        Assert.Null(location.KmFromPlace);
    }

    [Fact]
    public void Locate_PointNearTheCommune_KeepsThePoint()
    {
        var location = Locate("69007", "LYON", "45,731", "4.842");
        Assert.Equal((45.731, 4.842), (location.Lat, location.Lng));
        Assert.Null(location.KmFromPlace);
    }

    [Fact]
    public void Locate_PointFarFromTheCommune_TakesTheCentreAndSaysHowFar()
    {
        var location = Locate("69007", "LYON", "48.8566", "2.3522");
        Assert.Equal("69387", location.Place!.Insee);
        Assert.Equal((location.Place.Lat, location.Place.Lng), (location.Lat, location.Lng));
        Assert.InRange(location.KmFromPlace!.Value, 380, 400);
    }

    [Fact]
    public void Locate_LatitudeAndLongitudeSwapped_TurnsThemRound()
    {
        var location = Locate("69007", "LYON", "4.842", "45.731");
        Assert.Equal((45.731, 4.842), (location.Lat, location.Lng));
        Assert.Null(location.KmFromPlace);
        Assert.True(location.PointSwapped);
    }

    [Theory]
    [InlineData("abc", "4.8")]
    [InlineData("0", "0")]
    [InlineData("0.0", "0.000")]
    [InlineData("NaN", "NaN")]
    [InlineData("1e2", "4")]
    [InlineData("999", "4.8")]
    [InlineData("45.7", null)]
    [InlineData("", "")]
    public void Locate_UnreadablePoint_IsAsIfAbsent(string? lat, string? lng)
    {
        var location = Locate("69007", "LYON", lat, lng);
        Assert.Equal((location.Place!.Lat, location.Place.Lng), (location.Lat, location.Lng));
        Assert.Null(location.KmFromPlace);
    }

    [Fact]
    public void Locate_OnlyAPoint_FindsTheNearestCommune() =>
        Assert.Equal("38185", Locate(null, null, "45.188", "5.724").Place?.Insee);

    [Fact]
    public void Locate_CedexWithAnUnknownTown_FindsTheNearestCommuneOfTheDepartment() =>
        Assert.Equal("38185", Locate("38999", "GRESIVAUDAN XYZ CEDEX", "45.188", "5.724").Place?.Insee);

    [Fact]
    public void Locate_ParisWithoutArrondissement_TakesTheOneOfThePoint() =>
        Assert.Equal("75112", Locate("75980", "PARIS", "48.8410", "2.3960").Place?.Insee);

    [Theory]
    [InlineData("BE")]
    [InlineData("mc")]
    [InlineData("CH")]
    public void Locate_Abroad_HasNoPlaceButKeepsThePoint(string country)
    {
        var location = Locate("69007", "LYON", "50.85", "4.35", country);
        Assert.Null(location.Place);
        Assert.Equal((50.85, 4.35), (location.Lat, location.Lng));
        Assert.False(location.PostcodeUnknown);
    }

    [Theory]
    [InlineData("FR")]
    [InlineData("fr")]
    [InlineData("RE")]
    public void Locate_FranceAndItsOverseasCodes_AreAtHome(string country) =>
        Assert.Equal("97411", Locate("97400", "Saint-Denis", country: country).Place?.Insee);

    [Fact]
    public void Locate_NothingAtAll_FindsNothing() => Assert.Equal(new Location(null, null, null), Locate(null, null));

    private static Location Locate(string? postcode, string? city, string? lat = null, string? lng = null, string? country = null) =>
        SeedPlaces.Directory.Locate(new PostalAddress
        {
            Number = "1", Lines = ["1 rue de l'Essai"], Postcode = postcode, City = city, Latitude = lat, Longitude = lng,
                Country = country,
        });
}
