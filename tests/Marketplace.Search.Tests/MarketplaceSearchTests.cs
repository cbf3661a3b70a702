using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests;

public sealed class MarketplaceSearchTests : IAsyncLifetime
{
    private static readonly PlaceRef Nantes = new("44109", "Nantes", "44000", "44", "52", 47.2382, -1.5603);
    private static readonly PlaceRef LaRoche = new("85191", "La Roche-sur-Yon", "85000", "85", "52", 46.6705, -1.4269);

    private static readonly Gazetteer Communes = new([
        new("69123", "Lyon", ["69001", "69007"], "69", 45.7580, 4.8351, 520_000),
        new("69387", "Lyon 7e Arrondissement", ["69007"], "69", 45.7333, 4.8370, 80_000),
        new("44109", "Nantes", ["44000"], "44", 47.2382, -1.5603, 320_000),
        new("06088", "Nice", ["06000"], "06", 43.7102, 7.2620, 340_000),
        new("37261", "Tours", ["37000"], "37", 47.3941, 0.6848, 136_000),
        new("71270", "Mâcon", ["71000"], "71", 46.3231, 4.8288, 34_000),
        new("08427", "Son", ["08300"], "08", 49.5, 4.3, 90),
    ]);

    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;
    private MarketplaceSearch search = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        search = new MarketplaceSearch(index, () => Communes);
        await index.ApplyAsync([.. Catalogue().Select(Put)]);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("boulangère", "boulanger")]
    [InlineData("boulangerie", "boulanger")]
    [InlineData("je veux devenir boulanger", "boulanger")]
    [InlineData("quelle formation pour être boulanger ?", "boulanger")]
    [InlineData("plombier", "sanitaire")]
    [InlineData("CAP AEPE", "aepe")]
    [InlineData("rncp 37805", "compta")]
    [InlineData("RNCP37805", "compta")]
    [InlineData("métiers de la piscine", "piscine")]
    [InlineData("boulanger zzzzzz", "boulanger")]
    public async Task Search_Text_FindsFirst(string text, string expected) =>
        Assert.Equal(expected, (await SearchAsync(text)).Hits[0].Document.Id);

    [Theory]
    [InlineData("zzzzzz")]
    [InlineData("langage c")]
    public async Task Search_NothingFits_FindsNothing(string text)
    {
        var result = await SearchAsync(text);
        Assert.Equal((0, null), (result.Total, result.Correction));
    }

    [Theory]
    [InlineData("comptabilté", "comptabilité")]
    [InlineData("Comptabilité et gestoin", "Comptabilité et gestion")]
    [InlineData("aidesoignant", "aide soignant")]
    public async Task Search_TypingError_IsCorrectedVisibly(string from, string to)
    {
        var result = await SearchAsync(from);
        Assert.Equal(new Correction(from, to), result.Correction);
        Assert.NotEmpty(result.Hits);
    }

    [Fact]
    public async Task Search_TypingErrorOfAWordThatNoTitleHolds_IsSpeltInFull() =>
        Assert.Equal(new Correction("plombrie", "plomberie"), (await SearchAsync("plombrie")).Correction);

    [Theory]
    [InlineData("boulanger à distance", "boulanger")]
    [InlineData("permis poids lourd", "permis-c permis-ce")]
    [InlineData("permis CE", "permis-ce")]
    public async Task Search_WordsAroundTheSubject_DoNotHideIt(string text, string expected) =>
        Assert.Contains((await SearchAsync(text)).Hits[0].Document.Id, expected.Split(' '));

    [Fact]
    public async Task Search_CorrectionOff_FindsNothing()
    {
        Assert.Equal(0, (await search.SearchAsync(Query() with { Text = "comptabilté", AllowCorrection = false })).Total);
        Assert.Equal(0, (await search.SearchAsync(Query() with { Text = "comptabilté", Exact = true })).Total);
    }

    [Theory]
    [InlineData("vente", "verts")]
    [InlineData("cariste", "caviste")]
    public async Task Search_KnownWord_IsNotTakenForItsNeighbour(string text, string neighbour) =>
        Assert.DoesNotContain((await SearchAsync(text)).Hits, h => h.Document.Id == neighbour);

    [Theory]
    [InlineData("boulanger lyon", "69123", "lyon")]
    [InlineData("boulanger à Lyon", "69123", "Lyon")]
    [InlineData("boulanger 69007", "69387", "69007")]
    public async Task Search_PlaceInText_FiltersVisibly(string text, string insee, string words)
    {
        var result = await SearchAsync(text);
        Assert.Equal((insee, words, false), (result.Understood.Place!.Insee, result.Understood.Place.Text, result.Understood.Place.Steers));
        Assert.Equal(["boulanger"], result.Hits.Select(h => h.Document.Id));
        Assert.NotNull(result.Hits[0].DistanceKm);
    }

    [Fact]
    public async Task Search_PlaceNameThatIsAWord_OnlySteersAlone()
    {
        Assert.True((await SearchAsync("tours")).Understood.Place!.Steers);
        // A course is called so.
        var result = await SearchAsync("orientation tours");
        Assert.Null(result.Understood.Place);
        Assert.Equal("tours", Assert.Single(result.Hits).Document.Id);
        Assert.Null((await SearchAsync("son")).Understood.Place);
    }

    [Theory]
    [InlineData("maçon", null)]
    [InlineData("macon", null)]
    [InlineData("boulanger Mâcon", "71270")]
    [InlineData("boulanger à macon", "71270")]
    public async Task Search_TradeThatSoundsLikeATown_IsTheTrade(string text, string? insee) =>
        Assert.Equal(insee, (await SearchAsync(text)).Understood.Place?.Insee);

    [Fact]
    public async Task Search_Exact_InterpretsNothing()
    {
        var result = await search.SearchAsync(Query() with { Text = "boulanger lyon", Exact = true });
        Assert.Equal((0, null), (result.Total, result.Understood.Place));
        Assert.Equal(2, (await search.SearchAsync(Query() with { Text = "boulanger", Exact = true })).Total);
    }

    [Fact]
    public async Task Search_LevelWord_SteersWithoutExcluding()
    {
        var result = await SearchAsync("bac pro boulanger");
        Assert.Equal(4, result.Understood.Level);
        Assert.Equal(["boulanger-bac", "boulanger"], result.Hits.Select(h => h.Document.Id));
        Assert.Equal(6, (await SearchAsync("bac +3")).Understood.Level);
    }

    [Fact]
    public async Task Search_Code_IsUnderstood() => Assert.Equal("RNCP37805", (await SearchAsync("rncp 37805")).Understood.Code);

    [Fact]
    public async Task Search_EmptyCircle_WidensInSteps_UnlessSwitchedOff()
    {
        var near = Query() with { Text = "piscine", Near = new(Nantes.Lat!.Value, Nantes.Lng!.Value), RadiusKm = 20 };
        var wider = await search.SearchAsync(near);
        Assert.Equal(100, wider.Widened!.RadiusKm);
        Assert.Contains(wider.Hits, h => h.Document.Id == "piscine");
        foreach (var narrow in new[] { near with { AllowWidening = false }, near with { Exact = true } })
        {
            var result = await search.SearchAsync(narrow);
            Assert.Null(result.Widened);
            Assert.DoesNotContain(result.Hits, h => h.Document.Id == "piscine");
        }
    }

    [Fact]
    public async Task Search_RemoteActions_DoNotStopWidening()
    {
        await index.ApplyAsync([Put(Of("piscine-remote", "Métiers de la piscine", "RNCP7") with { Modality = Modalities.Remote })]);
        var result = await search.SearchAsync(
            Query() with { Text = "piscine", Near = new(Nantes.Lat!.Value, Nantes.Lng!.Value), RadiusKm = 20 });
        Assert.Equal(100, result.Widened!.RadiusKm);
        Assert.Equal(2, result.Total);
    }

    [Theory]
    [InlineData(20, 100)]
    [InlineData(150, 150)]
    public async Task Search_OnlyRemoteActionsLeft_SaysSo(double asked, double searched)
    {
        await index.ApplyAsync([Put(Of("origami-remote", "Origami", "RNCP11") with { Modality = Modalities.Remote })]);
        var near = Query() with { Text = "origami", Near = new(Nantes.Lat!.Value, Nantes.Lng!.Value), RadiusKm = asked };
        var result = await search.SearchAsync(near);
        Assert.Equal(new Widened(searched, RemoteOnly: true), result.Widened);
        Assert.Equal(["origami-remote"], result.Hits.Select(h => h.Document.Id));
        foreach (var narrow in new[] { near with { AllowWidening = false }, near with { Exact = true },
            near with { Remote = RemoteMode.Only } })
            Assert.Null((await search.SearchAsync(narrow)).Widened);
        Assert.Equal((0, null), (await search.SearchAsync(near with { Remote = RemoteMode.Exclude })) is var none
            ? (none.Total, none.Widened) : default);
    }

    [Fact]
    public async Task Search_ProviderName_IsFoundAsTyped()
    {
        await index.ApplyAsync([Put(Of("named", "Accueil", "RNCP9") with { Provider = new("55555555500055", "Les Ateliers Réunis") })]);
        Assert.Equal(["named"], (await SearchAsync("ateliers réunis")).Hits.Select(h => h.Document.Id));
    }

    [Fact]
    public async Task Search_WordInDescriptionOnly_IsFoundWhenNothingIsNamedSo()
    {
        await index.ApplyAsync([Put(Of("described", "Accueil", "RNCP8") with { Description = "Avec une initiation à la sténotypie." })]);
        Assert.Equal(["described"], (await SearchAsync("sténotypie")).Hits.Select(h => h.Document.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("formation")]
    [InlineData("???")]
    public async Task Search_NoWords_FindsAll(string text) =>
        Assert.Equal(Catalogue().Length, (await search.SearchAsync(Query() with { Text = text })).Total);

    [Fact]
    public async Task Search_AnyText_IsAnswered()
    {
        var random = new Random(3);
        const string alphabet = "aéœ '’(-·/.+#)9c\uD83D\uDE00\0<&%";
        for (var i = 0; i < 500; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            Assert.InRange((await SearchAsync(text)).Total, 0, Catalogue().Length);
        }
        Assert.Equal(0, (await SearchAsync(new string('x', 100_000))).Total);
    }

    private Task<SearchResult> SearchAsync(string text) => search.SearchAsync(Query() with { Text = text });

    private static ActionDocument Of(string id, string title, string code, int? level = 3) =>
        Action(id, title) with { Certification = new(CertificationTypes.Rncp, code, title, level),
            Provider = new($"666666600{code.Length:D5}", "Centre") };

    private static ActionDocument[] Catalogue() =>
    [
        Of("boulanger", "CAP Boulanger", "RNCP1"),
        Of("boulanger-bac", "Boulanger, pâtissier, chocolatier et confiseur", "RNCP2", 4) with { Place = Nantes },
        Of("sanitaire", "Monteur en installations sanitaires", "RNCP3"),
        Of("aepe", "Accompagnant éducatif petite enfance", "RNCP4"),
        Of("compta", "Comptabilité et gestion", "RNCP37805", 5),
        Of("aide", "Aide-soignant", "RNCP5", 4),
        Of("vente", "Conseiller de vente", "RNCP6", 4),
        Of("verts", "Espaces verts", "RNCP16"),
        Of("piscine", "Métiers de la piscine", "RNCP7", 4) with { Place = LaRoche },
        Of("cariste", "Cariste d'entrepôt", "RNCP10"),
        Of("caviste", "Caviste", "RNCP11"),
        Of("tours", "Orientation et tours de rue", "RNCP12"),
        Of("son", "Technicien du son", "RNCP13", 5),
        Of("soudage", "Soudage", "RNCP14"),
        Of("permis-a", "Permis A", "CPF204", null),
        Of("permis-c", "Permis C", "CPF205", null),
        Of("permis-ce", "Permis CE", "CPF206", null),
    ];
}
