using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests;

/// <summary>What people type, end to end, on a catalogue where a wrong reading would find something else.</summary>
public sealed class UnderstandingTests : IAsyncLifetime
{
    private static readonly PlaceRef Lyon = new("69387", "Lyon 7e Arrondissement", "69007", "69", "84", 45.7333, 4.8370);
    private static readonly PlaceRef Annecy = new("74010", "Annecy", "74000", "74", "84", 45.8992, 6.1294);

    private static readonly Gazetteer Places = new(
        [
            new("69123", "Lyon", ["69001"], "69", 45.7580, 4.8351, 520_000),
            new("69387", "Lyon 7e Arrondissement", ["69007"], "69", 45.7333, 4.8370, 80_000),
            new("75056", "Paris", ["75001"], "75", 48.8626, 2.3363, 2_100_000),
            new("75115", "Paris 15e Arrondissement", ["75015"], "75", 48.8401, 2.2930, 230_000),
            new("74010", "Annecy", ["74000"], "74", 45.8992, 6.1294, 130_000),
            new("73065", "Chambéry", ["73000"], "73", 45.5662, 5.9208, 60_000),
            new("34172", "Montpellier", ["34000"], "34", 43.6119, 3.8772, 300_000),
            new("56178", "Pontivy", ["56300"], "56", 48.07, -2.97, 15_000),
            new("22070", "Guingamp", ["22200"], "22", 48.56, -3.15, 7_000),
            new("33290", "Montagne", ["33570"], "33", 44.93, -0.13, 1_600),
        ],
        new AreaTable(
            [("69", "Rhône", "84"), ("74", "Haute-Savoie", "84"), ("73", "Savoie", "84"), ("34", "Hérault", "76"), ("75", "Paris", "11")],
            new Dictionary<string, string> { ["11"] = "Île-de-France", ["84"] = "Auvergne-Rhône-Alpes", ["76"] = "Occitanie" }));

    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;
    private MarketplaceSearch search = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        var acronyms = new Acronyms([("Contrôle industriel et régulation automatique", "BTS", 5)]);
        search = new MarketplaceSearch(index, () => Places, acronyms: () => acronyms);
        await index.ApplyAsync([.. Catalogue().Select(Put)]);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("BTS CIRA", "cira")]
    [InlineData("34031", "coded")]
    [InlineData("barmaid", "barman")]
    [InlineData("chef barman", "barman")]
    [InlineData("fromage", "fromager")]
    [InlineData("formation courte en hôtellerie", "hotel")]
    [InlineData("cyber sécurité", "cyber")]
    public async Task Search_Text_FindsFirst(string text, string expected) =>
        Assert.Equal(expected, (await SearchAsync(text)).Hits[0].Document.Id);

    [Theory]
    [InlineData("hotelerie", "hôtellerie")]
    [InlineData("informatik", "informatique")]
    [InlineData("fotographe", "photographe")]
    [InlineData("tailleurdepierre", "tailleur pierre")]
    [InlineData("asistant comercial", "assistant commercial")]
    public async Task Search_MistypedWord_IsCorrectedBySound(string from, string to) =>
        Assert.Equal(to, (await SearchAsync(from)).Correction?.To);

    [Theory]
    [InlineData("taxis")]
    [InlineData("drone")]
    [InlineData("vers")]
    [InlineData("banc")]
    [InlineData("matin")]
    [InlineData("sapin")]
    [InlineData("langage c")]
    public async Task Search_WordThatNothingAnswers_IsNotTakenForANeighbour(string text)
    {
        var result = await SearchAsync(text);
        Assert.Equal((null, 0), (result.Correction, result.LeftOut.Count));
        Assert.DoesNotContain(
            result.Hits, h => h.Document.Id is "tapis" or "drome" or "paie" or "bac" or "martin" or "caprin" or "option-c");
    }

    [Theory]
    [InlineData("assistant commercial bilingue", "bilingue", "commercial")]
    [InlineData("barman soudage", "soudage", "barman")]
    [InlineData("photographe tailleur", "tailleur", "photographe")]
    [InlineData("chef barman confirmé", "chef,confirmé", "barman")]
    public async Task Search_NothingAnswersAllWords_LeavesFewestOutVisibly(string text, string leftOut, string expected)
    {
        var result = await SearchAsync(text);
        Assert.Equal((leftOut, expected), (string.Join(',', result.LeftOut), result.Hits[0].Document.Id));
        Assert.Equal(0, (await search.SearchAsync(Query() with { Text = text, Exact = true })).Total);
    }

    [Theory]
    [InlineData("boulanger haute-savoie", "Haute-Savoie", "boulanger-annecy")]
    [InlineData("boulanger 69", "Rhône", "boulanger")]
    public async Task Search_AreaInText_FiltersVisibly(string text, string area, string only)
    {
        var result = await SearchAsync(text);
        Assert.Equal((area, null), (result.Understood.Place?.Name, result.Understood.Place?.Insee));
        Assert.Equal([only], result.Hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Search_AreaOfTextWithoutAnswer_WidensAroundItVisibly()
    {
        var result = await SearchAsync("boulanger en savoie");
        Assert.Equal(new Widened(60, "Savoie"), result.Widened);
        Assert.Equal(["boulanger-annecy"], result.Hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Search_DepartmentOfTheForm_GoesBeforeTheTexts()
    {
        var result = await search.SearchAsync(Query() with { Text = "boulanger haute-savoie", Departments = ["69"] });
        Assert.Equal(["boulanger"], result.Hits.Select(h => h.Document.Id));
    }

    [Theory]
    [InlineData("boulanger lyon 7", "69387", "lyon 7")]
    [InlineData("boulanger lyon 7e arrondissement", "69387", "lyon 7e arrondissement")]
    [InlineData("boulanger à proximité de Lyon", "69123", "Lyon")]
    [InlineData("boulanger paris", "75056", "paris")]
    [InlineData("boulanger Paris 15", "75115", "Paris 15")]
    [InlineData("boulanger à Paris 15e", "75115", "Paris 15e")]
    [InlineData("boulanger guingamp", "22070", "guingamp")]
    [InlineData("34000", "34172", "34000")]
    public async Task Search_Place_IsRead(string text, string insee, string words)
    {
        var place = (await SearchAsync(text)).Understood.Place;
        Assert.Equal((insee, words), (place?.Insee, place?.Text));
    }

    [Theory]
    [InlineData("montagne")]
    [InlineData("accompagnateur montagne")]
    [InlineData("cuisine")]
    public async Task Search_OrdinaryWord_IsNoPlace(string text) => Assert.Null((await SearchAsync(text)).Understood.Place);

    [Fact]
    public async Task Search_OnlyMentionedNearby_WidensToWhereItIsNamed()
    {
        var result = await SearchAsync("boulanger annecy");
        Assert.Equal(["boulanger-annecy"], result.Hits.Select(h => h.Document.Id));
        var mentioned = await search.SearchAsync(Query() with { Text = "fromager", Near = new(45.75, 5.0), RadiusKm = 20 });
        Assert.Equal(100, mentioned.Widened?.RadiusKm);
        Assert.Equal(["fromager"], mentioned.Hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Search_WordOfAProvidersName_DoesNotNameItsOtherCourses() =>
        Assert.Equal(["barman"], (await SearchAsync("barman")).Hits.Select(h => h.Document.Id));

    private Task<SearchResult> SearchAsync(string text) => search.SearchAsync(Query() with { Text = text });

    private static ActionDocument Of(string id, string title, int? level = 3, string? code = null) => Action(id, title) with
    {
        Certification = new(CertificationTypes.Rncp, code ?? $"RNCP9{id.Length:D2}{id[0] % 10}", title, level),
        Provider = new($"7777777{id.Length:D2}{id[0] % 10:D5}", "Centre"),
        Place = Lyon,
    };

    private static ActionDocument[] Catalogue() =>
    [
        Of("cira", "Contrôle industriel et régulation automatique", 5),
        Of("coded", "Espaces verts", 4, "RNCP34031"),
        Of("barman", "Barman"),
        Of("other", "Accueil") with { Provider = new("88888888800088", "Académie Barman") },
        Of("fromager", "Crémier fromager") with { Place = Annecy },
        Of("mentions", "Vendeur") with { Description = "Il travaille avec un fromager." },
        Of("hotel", "Réceptionniste en hôtellerie", 4),
        Of("informatique", "Informatique", 6),
        Of("photographe", "Photographe", 4),
        Of("tailleur", "Tailleur de pierre"),
        Of("social", "Assistant de service social", 6),
        Of("cyber", "Cybersécurité", 6),
        Of("commercial", "Assistant commercial", 5),
        Of("bilingue", "Office manager bilingue", 5),
        Of("tapis", "Rentrayeur de tapis"), Of("drome", "Produits de la Drôme"), Of("paie", "Gestionnaire de paie", 5), Of("bac", "Bac", 4),
        Of("martin", "Accueil") with { Provider = new("99999999900099", "Lycée Martin") },
        Of("caprin", "Élevage caprin"), Of("option-c", "Matériels option C"),
        Of("boulanger", "Boulanger"),
        Of("boulanger-annecy", "Boulanger") with { Place = Annecy, Provider = new("99999999900077", "Maison") },
        Of("soudage", "Soudage"),
    ];
}
