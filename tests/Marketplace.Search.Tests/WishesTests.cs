using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests;

/// <summary>What people write beside the subject: how, when, at what price.</summary>
public sealed class WishesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;
    private MarketplaceSearch search = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        var named = new NamedWishes(["Technicien en économie de la construction et étude de prix"]);
        var places = new Gazetteer(
            [new("44082", "Ligné", ["44850"], "44", 47.41, -1.37, 5_000), new("69123", "Lyon", ["69001"], "69", 45.7580, 4.8351, 520_000)]);
        search = new MarketplaceSearch(index, () => places, named: () => named);
        await index.ApplyAsync([.. Catalogue().Select(Put)]);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("comptabilité à distance", "modality", "remote")]
    [InlineData("à distance comptabilité", "modality", "remote")]
    [InlineData("comptabilité en ligne", "modality", "remote")]
    [InlineData("cours de comptabilité en visio", "modality", "remote")]
    [InlineData("comptabilité en présentiel", "modality", "in-person")]
    [InlineData("comptabilité week-end", "pace", "weekend")]
    [InlineData("comptabilité le weekend", "pace", "weekend")]
    [InlineData("comptabilité à temps partiel", "pace", "part-time")]
    [InlineData("comptabilité pas chère", "sort", "price")]
    [InlineData("formation certifiante comptabilité", "certificationType", "rncp,rncp-block,rs,vae")]
    [InlineData("comptabilité diplômante", "certificationType", "rncp")]
    [InlineData("comptabilité gratuite", "priceMax", "0")]
    [InlineData("comptabilité toute l'année", "permanentEntry", "true")]
    public async Task Search_WordsThatAFilterSays_BecomeIt(string text, string parameter, string values)
    {
        var result = await SearchAsync(text);
        var wish = Assert.Single(result.Understood.Wishes);
        Assert.Equal((parameter, values), (wish.Parameter, string.Join(',', wish.Values)));
        Assert.Equal("comptabilité", wish.Without.Replace("cours de ", "", StringComparison.Ordinal));
        Assert.Null(result.Understood.Place);
        Assert.All(result.Hits, h => Assert.StartsWith("compta", h.Document.Id));
        Assert.NotEmpty(result.Hits);
    }

    [Theory]
    [InlineData("comptabilité le soir", "le soir")]
    [InlineData("cours du soir comptabilité", "cours du soir")]
    [InlineData("comptabilité intensif", "intensif")]
    [InlineData("comptabilité en alternance", "en alternance")]
    [InlineData("comptabilité pour débutants", "pour débutants")]
    [InlineData("comptabilité sans bac", "sans bac")]
    [InlineData("comptabilité finançable", "finançable")]
    [InlineData("comptabilité éligible au CPF", "éligible au CPF")]
    [InlineData("comptabilité prix", "prix")]
    public async Task Search_WordsThatNoFilterSays_AreNotSearchedAndSaid(string text, string words)
    {
        var (result, plain) = (await SearchAsync(text), await SearchAsync("comptabilité"));
        Assert.Equal((words, null), (Assert.Single(result.Understood.Wishes).Text, result.Understood.Wishes[0].Parameter));
        Assert.Equal(plain.Hits.Select(h => h.Document.Id), result.Hits.Select(h => h.Document.Id));
        Assert.Equal((0, null), (result.LeftOut.Count, result.Understood.Level));
    }

    [Theory]
    [InlineData("le soir")]
    [InlineData("alternance")]
    [InlineData("cours du soir")]
    [InlineData("stage intensif")]
    public async Task Search_NothingButWishes_DecidesNothing(string text) =>
        Assert.Equal(Catalogue().Length, (await SearchAsync(text)).Total);

    [Theory]
    [InlineData("week-end", "compta-weekend")]
    [InlineData("visio", "compta-remote")]
    public async Task Search_NothingButAFilter_FindsWhatItHolds(string text, string only) =>
        Assert.Equal([only], (await SearchAsync(text)).Hits.Select(h => h.Document.Id));

    [Theory]
    [InlineData("conseiller relation client à distance", "client")]
    [InlineData("études de prix", "prices")]
    [InlineData("vente en ligne", "selling")]
    public async Task Search_WordsOfWhatIsNamedSo_AreNoWish(string text, string expected)
    {
        var result = await SearchAsync(text);
        Assert.Equal((0, expected), (result.Understood.Wishes.Count, result.Hits[0].Document.Id));
    }

    [Fact]
    public async Task Search_SeveralWishes_AllHold()
    {
        var result = await SearchAsync("comptabilité en présentiel le week-end pas cher le soir");
        Assert.Equal(["modality", "pace", "sort", null], result.Understood.Wishes.Select(w => w.Parameter));
        Assert.Equal("comptabilité", result.Understood.Subject);
    }

    [Fact]
    public async Task Search_FilterOfTheForm_GoesBeforeTheTexts()
    {
        var result = await search.SearchAsync(Query() with { Text = "comptabilité à distance", Modality = [Modalities.InPerson] });
        Assert.Null(Assert.Single(result.Understood.Wishes).Parameter);
        Assert.DoesNotContain(result.Hits, h => h.Document.Modality == Modalities.Remote);
        var ordered = await search.SearchAsync(Query() with { Text = "comptabilité pas cher", Sort = SearchSort.Rating });
        Assert.Null(Assert.Single(ordered.Understood.Wishes).Parameter);
    }

    [Theory]
    [InlineData("vitrail week-end", "week-end")]
    [InlineData("vitrail à distance le week-end", "à distance,le week-end")]
    [InlineData("vitrail lyon à distance", "à distance")]
    public async Task Search_WishThatLeavesNothing_IsGivenUpVisibly(string text, string leftOut)
    {
        var result = await SearchAsync(text);
        Assert.Equal((leftOut, "glass"), (string.Join(',', result.LeftOut), result.Hits[0].Document.Id));
        Assert.Empty(result.Understood.Wishes);
        Assert.Null(result.Widened);
    }

    [Fact]
    public async Task Search_OneOfTwoWishesLeavesNothing_KeepsTheOther()
    {
        var result = await SearchAsync("comptabilité en présentiel le week-end accessible PMR");
        Assert.Equal(["accessible PMR"], result.LeftOut);
        Assert.Equal(["modality", "pace"], result.Understood.Wishes.Select(w => w.Parameter));
    }

    [Fact]
    public async Task Search_WishOfAnAlert_IsNeverGivenUp() =>
        Assert.Equal(0, (await search.SearchAsync(
            Query() with { Text = "vitrail week-end", AllowCorrection = false, AllowWidening = false })).Total);

    [Fact]
    public async Task Search_Exact_TakesWishesAsWords()
    {
        var result = await search.SearchAsync(Query() with { Text = "comptabilité à distance", Exact = true });
        Assert.Equal((0, 0), (result.Total, result.Understood.Wishes.Count));
    }

    [Fact]
    public async Task Search_RemoteAsked_IsNotWidened()
    {
        var result = await SearchAsync("comptabilité à distance lyon");
        Assert.Equal((null, "compta-remote"), (result.Widened, Assert.Single(result.Hits).Document.Id));
    }

    [Theory]
    [InlineData("modality remote a, b")]
    [InlineData("colour blue = a")]
    public void Read_LineThatIsNone_IsRefused(string line) => Assert.Throws<FormatException>(() => new WishWords([line]));

    private Task<SearchResult> SearchAsync(string text) => search.SearchAsync(Query() with { Text = text, Collapse = false });

    private static ActionDocument Of(string id, string title) =>
        Action(id, title) with { Provider = new($"3333333330{id.Length:D4}", "Centre"), PriceCents = 500_00 };

    private static ActionDocument[] Catalogue() =>
    [
        Of("compta", "Comptabilité"),
        Of("compta-remote", "Comptabilité") with { Modality = Modalities.Remote, Place = null },
        Of("compta-weekend", "Comptabilité") with { Pace = [Paces.Weekend] },
        Of("compta-partly", "Comptabilité") with { Pace = [Paces.PartTime], PriceCents = 0, PermanentEntry = true },
        Of("client", "Conseiller relation client à distance"),
        Of("prices", "Technicien en économie de la construction et étude de prix"),
        Of("selling", "Commerce en ligne"),
        Of("glass", "Vitrail"),
        Of("line", "Pilote de ligne de production"),
    ];
}
