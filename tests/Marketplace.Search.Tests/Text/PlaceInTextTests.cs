using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using Xunit;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Text;

/// <summary>A catalogue in which the names of communes are also words, and all communes of the country.</summary>
public sealed class PlaceCatalogue : IAsyncLifetime
{
    private static readonly Lazy<Gazetteer> Places = new(() => SeedGazetteer.With(
    [
        "Langue des signes française", "Diplôme de l'école de commerce de Dijon", "Concepteur de tours", "Master de l'université de Rennes",
    ]));

    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;

    public MarketplaceSearch Search { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        await index.ApplyAsync([.. Documents().Select(Put)]);
        Search = new MarketplaceSearch(index, () => Places.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    private static IEnumerable<ActionDocument> Documents()
    {
        string[] titles =
        [
            "Anglais", "Pâtisserie", "Menuiserie", "Comptabilité", "Boulanger", "Coiffure", "Numérique", "Langue des signes",
                "Sens du service",
            "Avion de chasse", "Quête de sens", "Commerce", "École de commerce", "Gestion", "Tailleur de pierre", "Vendeur en ligne",
            "Bac pro Commerce",
        ];
        foreach (var (i, title) in titles.Index())
            yield return At(title, i, "Lyon", "69123", "69", 45.7485, 4.8467);
        yield return At("Numérique", 50, "Tours", "37261", "37", 47.3941, 0.6848);
        yield return At("École de commerce", 51, "Dijon", "21231", "21", 47.322, 5.0415);
        yield return At("Diplôme de l'école de commerce de Dijon", 52, "Lyon", "69123", "69", 45.7485, 4.8467);
    }

    private static ActionDocument At(string title, int number, string city, string insee, string department, double lat, double lng) =>
        Action($"doc-{number}", title) with
        {
            Certification = new(CertificationTypes.Rncp, $"RNCP{90000 + number}", title, 3),
            Provider = new($"{77777777700000 + number}", "Centre"),
            Place = new PlaceRef(insee, city, $"{department}000", department, "84", lat, lng),
        };
}

/// <summary>Whether a commune's name in a text means the commune.</summary>
public sealed class PlaceInTextTests(PlaceCatalogue catalogue) : IClassFixture<PlaceCatalogue>
{
    [Theory]
    [InlineData("langue des signes")]
    [InlineData("langue signes")]
    [InlineData("sens du service")]
    [InlineData("gap year")]
    [InlineData("tours numériques")]
    [InlineData("avion de chasse")]
    [InlineData("Diplôme de l'école de commerce de Dijon")]
    [InlineData("école de commerce de dijon")]
    [InlineData("master université de rennes")]
    [InlineData("orange mécanique")]
    [InlineData("donneur de sens")]
    [InlineData("tailleur de pierre")]
    [InlineData("vente en ligne")]
    [InlineData("le sens")]
    [InlineData("concepteur tours")]
    public async Task Search_NameInsideAnExpression_IsNoPlace(string text) => Assert.Null(await PlaceOf(text));

    [Theory]
    [InlineData("anglais nice", "06088")]
    [InlineData("nice anglais", "06088")]
    [InlineData("pâtisserie tours", "37261")]
    [InlineData("pâtisserie tours débutant", "37261")]
    [InlineData("menuiserie vienne", "38544")]
    [InlineData("comptabilité à sens", "89387")]
    [InlineData("anglais près de gap", "05061")]
    [InlineData("gap 05 anglais", "05061")]
    [InlineData("tours 37000 numérique", "37261")]
    [InlineData("anglais aix 19", "19002")]
    [InlineData("lyon comptabilité", "69123")]
    [InlineData("commerce dijon", "21231")]
    [InlineData("école de commerce à Dijon", "21231")]
    [InlineData("comptabilité saint-denis 93", "93066")]
    [InlineData("comptabilité saint denis (974)", "97411")]
    [InlineData("coiffure guingamp", "22070")]
    public async Task Search_NameWithASign_IsThePlace(string text, string insee) => Assert.Equal(insee, await PlaceOf(text));

    [Theory]
    [InlineData("comptabilité 75000", "75056")]
    [InlineData("comptabilité 69000", "69123")]
    [InlineData("comptabilité 92925", "92062")]
    [InlineData("comptabilité PARIS LA DEFENSE CEDEX", "92062")]
    [InlineData("comptabilité 92925 Paris La Défense Cedex", "92062")]
    [InlineData("comptabilité 69372 LYON CEDEX 08", "69388")]
    [InlineData("comptabilité Lyon cedex 3", "69383")]
    [InlineData("comptabilité 92013 Nanterre Préfecture Cedex", "92050")]
    [InlineData("comptabilité 29196 quimper cedex", "29232")]
    [InlineData("comptabilité 35000 Rennes", "35238")]
    [InlineData("comptabilité rennes 35000", "35238")]
    [InlineData("comptabilité paris 75015", "75115")]
    [InlineData("coiffure annecy-le-vieux", "74010")]
    [InlineData("coiffure à Annecy le Vieux", "74010")]
    [InlineData("coiffure courcouronnes", "91228")]
    [InlineData("coiffure évry", "91228")]
    [InlineData("coiffure cherbourg", "50129")]
    [InlineData("coiffure boulogne", "92012")]
    [InlineData("coiffure saint germain", "78551")]
    [InlineData("coiffure bourg", "01053")]
    [InlineData("guingamp", "22070")]
    [InlineData("coiffure l isle d abeau", "38193")]
    [InlineData("coiffure L’Isle d'Abeau", "38193")]
    [InlineData("coiffure lisle dabeau", "38193")]
    [InlineData("coiffure villeneuve dascq", "59009")]
    [InlineData("coiffure lyon VII", "69387")]
    [InlineData("coiffure lyon 7ème", "69387")]
    [InlineData("coiffure lyon 7 e", "69387")]
    [InlineData("coiffure 7e arrondissement de Lyon", "69387")]
    [InlineData("coiffure paris XVe", "75115")]
    [InlineData("coiffure paris15", "75115")]
    [InlineData("courcouronnes", "91228")]
    public async Task Search_PlaceAsPeopleWriteIt_IsFoundWholly(string text, string insee)
    {
        var result = await SearchAsync(text);
        Assert.Equal(insee, result.Understood.Place?.Insee);
        // No word of it is left to be searched, corrected or left out.
        Assert.Equal((null, 0), (result.Correction, result.LeftOut.Count));
    }

    [Theory]
    [InlineData("92925", true)]
    [InlineData("92800", false)]
    [InlineData("75000", false)]
    [InlineData("92925 paris la défense cedex", false)]
    public async Task Search_CodeInNoList_SaysThatThePlaceIsGuessed(string text, bool guessed) =>
        Assert.Equal(guessed, (await SearchAsync(text)).Understood.Place!.Guessed);

    [Fact]
    public async Task Search_NumberOfACertificationOfTheCatalogue_IsNoPostcode()
    {
        var result = await SearchAsync("90003");
        Assert.Equal(("RNCP90003", null), (result.Understood.Code, result.Understood.Place));
    }

    [Fact]
    public async Task Search_NameReadAsAWord_OffersThePlace()
    {
        var other = (await SearchAsync("tours numériques")).OtherReading!;
        Assert.Equal(("37261", "numériques", 1), (other.Place?.Insee, other.Text, other.Total));
    }

    [Fact]
    public async Task Search_NameReadAsAWordAndNothingThere_OffersNothing() =>
        Assert.Null((await SearchAsync("gap anglais chasse")).OtherReading);

    [Fact]
    public async Task Search_NameReadAsAPlace_OffersTheWordsWhereTheyFindSomething()
    {
        var other = (await SearchAsync("commerce dijon")).OtherReading!;
        Assert.Equal((null, "commerce dijon", 1), (other.Place, other.Text, other.Total));
        var words = await catalogue.Search.SearchAsync(Query() with { Text = "commerce dijon", PlacesInText = false });
        Assert.Equal((1, null), (words.Total, words.Understood.Place));
        Assert.Null((await SearchAsync("boulanger lyon")).OtherReading);
    }

    [Theory]
    [InlineData("commerce dijon", "21231")]
    [InlineData("tours numériques", null)]
    public async Task Search_WithoutCounts_AsksForNoOtherReading(string text, string? insee)
    {
        var result = await catalogue.Search.SearchAsync(Query() with { Text = text, WithFacets = false });
        Assert.Equal((insee, null), (result.Understood.Place?.Insee, result.OtherReading));
    }

    [Fact]
    public async Task Search_ExpressionOfTheCatalogueAlone_IsNoPlace()
    {
        // It stands in no register: the catalogue calls a course so.
        Assert.Null(await PlaceOf("quête sens"));
        Assert.Equal("89387", await PlaceOf("anglais sens"));
    }

    private async Task<string?> PlaceOf(string text) => (await SearchAsync(text)).Understood.Place?.Insee;

    private Task<SearchResult> SearchAsync(string text) => catalogue.Search.SearchAsync(Query() with { Text = text });
}
