using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Embedded;
using Marketplace.Search.Text;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests;

/// <summary>Short forms and everyday names: answered by what is meant, or honestly by what comes near.</summary>
public sealed class ApproximateTests : IAsyncLifetime
{
    private readonly TemporaryDirectory directory = new();
    private EmbeddedIndex index = null!;
    private MarketplaceSearch search = null!;

    public async ValueTask InitializeAsync()
    {
        index = EmbeddedIndex.Open(directory.Path);
        search = new MarketplaceSearch(index);
        await index.ApplyAsync([.. Catalogue().Select(Put)]);
    }

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData("dev web", "web")]
    [InlineData("développeur web", "web")]
    [InlineData("poids lourd", "lorry")]
    [InlineData("chauffeur PL", "lorry")]
    [InlineData("ordinateur", "office")]
    [InlineData("ordinateur débutant", "office")]
    [InlineData("usinage assisté par ordinateur", "turning")]
    [InlineData("agent immobilier", "negotiator")]
    [InlineData("coach sportif", "coach")]
    [InlineData("prof de sport", "coach")]
    [InlineData("femme de ménage", "cleaning")]
    [InlineData("peinture", "painter")]
    [InlineData("éduc spé", "social")]
    [InlineData("immo", "negotiator")]
    [InlineData("BUT journaliste", "journalist")]
    [InlineData("éducateur spécialisé pôle emploi", "social")]
    public async Task Search_EverydayName_FindsWhatIsMeantFirst(string text, string expected)
    {
        var result = await SearchAsync(text);
        Assert.Equal((expected, false), (result.Hits[0].Document.Id, result.Approximate));
        Assert.Empty(result.LeftOut);
    }

    [Theory]
    [InlineData("taxi", "bus")]
    [InlineData("vtc", "bus")]
    [InlineData("permis bateau", "sailor")]
    [InlineData("permis poids lourd", "lorry")]
    [InlineData("permis pl", "lorry")]
    [InlineData("permis C", "lorry")]
    [InlineData("permis bus", "bus")]
    [InlineData("excel avancé", "office")]
    [InlineData("tatoueur", "beauty")]
    public async Task Search_NothingNamedSo_IsSaidToComeNear(string text, string expected)
    {
        var result = await SearchAsync(text);
        Assert.Equal(expected, result.Hits[0].Document.Id);
    }

    [Theory]
    [InlineData("taxi", true)]
    [InlineData("vtc", true)]
    [InlineData("permis bateau", true)]
    [InlineData("permis poids lourd", true)]
    [InlineData("permis bus", true)]
    [InlineData("tatoueur", true)]
    [InlineData("floral", true)]
    [InlineData("chauffeur de bus", false)]
    [InlineData("esthéticienne", false)]
    [InlineData("immobilier", false)]
    [InlineData("aide à domicile", false)]
    [InlineData("", false)]
    public async Task Search_Answer_SaysWhetherItOnlyComesNear(string text, bool approximate) =>
        Assert.Equal(approximate, (await SearchAsync(text)).Approximate);

    [Fact]
    public async Task Search_SecondPageOfWhatIsNextBest_IsAnswerAsTheFirst()
    {
        var first = await search.SearchAsync(Query() with { Text = "aide à domicile", PageSize = 1 });
        Assert.Equal(("home", false), (first.Hits[0].Document.Id, first.Approximate));
        var second = await search.SearchAsync(Query() with { Text = "aide à domicile", PageSize = 1, Page = 2 });
        Assert.Equal(("social-help", false), (second.Hits[0].Document.Id, second.Approximate));
    }

    [Fact]
    public async Task Search_AnswerElsewhereOnly_ComesNearHere()
    {
        var here = await search.SearchAsync(Query() with { Text = "aide à domicile", Departments = ["75"] });
        Assert.Equal(("social-help", true), (here.Hits[0].Document.Id, here.Approximate));
    }

    [Fact]
    public async Task Search_Exact_IsNeverApproximate() =>
        Assert.False((await search.SearchAsync(Query() with { Text = "floral", Exact = true })).Approximate);

    [Theory]
    [InlineData("secouriste", "security")]
    [InlineData("chant", "site")]
    public async Task Search_WordOfAnotherTrade_IsNotTakenForItsNeighbour(string text, string neighbour)
    {
        var result = await SearchAsync(text);
        Assert.Null(result.Correction);
        Assert.DoesNotContain(result.Hits, h => h.Document.Id == neighbour);
    }

    [Fact]
    public void Near_JobsOfOneGroup_AreThoseThatTheCatalogueNames()
    {
        var jobs = new JobNames(["D1208;Tatoueur|Esthéticien|Perceur corporel|Chef", "Z;Astronome"]);
        Assert.True(jobs.TryNear(["tatoueur"], 0, index.Lexicon, out var near, out var length));
        Assert.Equal((1, "esthéticien"), (length, near.Count == 1 ? "esthéticien" : "others"));
        Assert.Equal(TextAnalyser.Terms("Esthéticien"), near[0].Tokens);
        Assert.False(jobs.TryNear(TextAnalyser.Terms("astronome"), 0, index.Lexicon, out _, out _));
        Assert.True(jobs.Holds("perceur") && !jobs.Holds("boulanger"));
    }

    private Task<SearchResult> SearchAsync(string text) => search.SearchAsync(Query() with { Text = text });

    private static ActionDocument Of(string id, string title) =>
        Action(id, title) with { Provider = new($"4444444440{id.Length:D4}", "Centre"),
            Certification = new(CertificationTypes.Rncp, $"RNCP7{id.Length:D2}{id[0] % 10}", title, 4) };

    private static ActionDocument[] Catalogue() =>
    [
        Of("journalist", "Journaliste web"), Of("web", "Développeur web"),
        Of("control", "Gestionnaire des opérations de transport routier de marchandises"),
        Of("lorry", "Conducteur du transport routier de marchandises sur porteur"),
        Of("turning", "Opérateur régleur en usinage assisté par ordinateur"), Of("office", "Bureautique et communication"),
        Of("diagnostics", "Gestionnaire immobilier"), Of("negotiator", "Négociateur immobilier"),
        Of("bus", "Conducteur de transport en commun sur route"), Of("sailor", "Matelot"),
        Of("sports-shop", "Vendeur conseiller sport"), Of("coach", "Activités de la forme"),
        Of("safety", "Hygiène sécurité environnement"), Of("cleaning", "Agent de propreté et d’hygiène"),
        Of("security", "Agent de sécurité"),
        Of("body", "Peinture en carrosserie"), Of("painter", "Peintre en bâtiment") with { Description = "Décor floral." },
        Of("social", "Éducateur spécialisé"), Of("beauty", "Esthéticien cosméticien"),
        Of("home", "Aide à domicile"), Of("social-help", "Accompagnant éducatif et social") with { Place = Paris },
        Of("site", "Responsable de chantiers forestiers"),
    ];
}
