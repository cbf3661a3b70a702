using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Testing;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Catalogue;

public sealed class CatalogueImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static int providers;

    /// <summary>Each test has its own provider, so that tests of the class do not see each other.</summary>
    private readonly string siret = $"9990000{Interlocked.Increment(ref providers):D7}";

    [Fact]
    public async Task Commit_NewCatalogue_StoresItemsAndAnnouncesTheAction()
    {
        var changes = await ImportAsync(true, Tree());

        Assert.Equal(new ImportChanges(3, 0, 0, 0), changes);
        Assert.Equal(60060, await ScalarAsync<long>("SELECT price_cents FROM action WHERE public_id = @id", new { id = $"{siret}_F1_A1" }));
        Assert.Equal(1, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_SameCatalogueAgain_ChangesNothingAndAnnouncesNothing()
    {
        await ImportAsync(true, Tree());

        var changes = await ImportAsync(true, Tree());

        Assert.Equal(new ImportChanges(0, 0, 3, 0), changes);
        Assert.Equal(1, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_OnlyTheOrderChanged_KeepsTheNewOrderAndAnnouncesNothing()
    {
        AcceptedAction first = Accepted(Action("A1"), Session("S1"), Session("S2", new(2028, 1, 3))),
            second = Accepted(Action("A2"), Session("S1"));
        await ImportAsync(true, new AcceptedOffer(Offer("F1"), [first, second]),
            new AcceptedOffer(Offer("F2"), [Accepted(Action("A1"), Session("S1"))]));
        var announced = await AnnouncedAsync();

        var changes = await ImportAsync(true,
            new AcceptedOffer(Offer("F2"), [Accepted(Action("A1"), Session("S1"))]),
            new AcceptedOffer(Offer("F1"), [second, Accepted(Action("A1"), Session("S2", new(2028, 1, 3)), Session("S1"))]));

        Assert.Equal(new ImportChanges(0, 0, 9, 0), changes);
        Assert.Equal(announced, await AnnouncedAsync());
        Assert.Equal("F2/A1/S1 F1/A2/S1 F1/A1/S2 F1/A1/S1", await ScalarAsync<string>("""
            SELECT string_agg(o.number || '/' || a.number || '/' || s.number, ' ' ORDER BY o.position, a.position, s.position)
            FROM offer o JOIN action a ON a.offer_id = o.id JOIN session s ON s.action_id = a.id WHERE o.siret = @siret
            """, new { siret }));
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        await using (var import = await CatalogueImport.BeginAsync(database.Source, siret, TestContext.Current.CancellationToken))
            await import.AddAsync(Tree(), TestContext.Current.CancellationToken);

        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM offer WHERE siret = @siret", new { siret }));
        Assert.Equal(0, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_OnlySessionChanged_RaisesTheActionsVersion()
    {
        await ImportAsync(true, Tree());
        var before = await VersionAsync("A1");

        var changes = await ImportAsync(true, new AcceptedOffer(Offer(), [Accepted(Action(), Session() with { Open = false })]));

        Assert.Equal(new ImportChanges(0, 1, 2, 0), changes);
        Assert.True(await VersionAsync("A1") > before);
        Assert.Equal(2, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_OfferChangedWhileSiblingActionWasRefused_AnnouncesTheSiblingToo()
    {
        await ImportAsync(true, new AcceptedOffer(Offer(), [Accepted(Action("A1"), Session()), Accepted(Action("A2"), Session())]));
        var before = await VersionAsync("A2");

        await ImportAsync(false, new AcceptedOffer(Offer() with { Title = "CAP Pâtissier" }, [Accepted(Action("A1"), Session())]));

        Assert.True(await VersionAsync("A2") > before);
        Assert.Equal(4, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_Complete_ArchivesWhatTheFileLacks()
    {
        await ImportAsync(true, Tree("F1"), Tree("F2"));

        var changes = await ImportAsync(true, Tree("F1"));

        Assert.Equal(3, changes.Archived);
        Assert.NotNull(await ScalarAsync<DateTime?>("SELECT archived_at FROM action WHERE public_id = @id", new { id = $"{siret}_F2_A1" }));
        Assert.Equal(3, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_Incomplete_ArchivesNothing()
    {
        await ImportAsync(true, Tree("F1"), Tree("F2"));

        var changes = await ImportAsync(false, Tree("F1"));

        Assert.Equal(0, changes.Archived);
        Assert.Null(await ScalarAsync<DateTime?>("SELECT archived_at FROM action WHERE public_id = @id", new { id = $"{siret}_F2_A1" }));
    }

    [Fact]
    public async Task Commit_SessionGone_ArchivesItAndRaisesTheActionsVersion()
    {
        await ImportAsync(true, new AcceptedOffer(Offer(), [Accepted(Action(), Session("S1"), Session("S2", new(2027, 10, 1)))]));
        var before = await VersionAsync("A1");

        var changes = await ImportAsync(true, Tree());

        Assert.Equal(new ImportChanges(0, 0, 3, 1), changes);
        Assert.True(await VersionAsync("A1") > before);
    }

    [Fact]
    public async Task Commit_ArchivedItemComesBack_IsPublishedAgainUnderTheSameIdAtAHigherVersion()
    {
        await ImportAsync(true, Tree("F1"), Tree("F2"));
        await ImportAsync(true, Tree("F1"));
        var archived = await ScalarAsync<long>("SELECT version FROM action WHERE public_id = @id", new { id = $"{siret}_F2_A1" });

        var changes = await ImportAsync(true, Tree("F1"), Tree("F2"));

        Assert.Equal(new ImportChanges(3, 0, 3, 0), changes);
        Assert.True(await ScalarAsync<long>(
            "SELECT version FROM action WHERE public_id = @id AND archived_at IS NULL", new { id = $"{siret}_F2_A1" }) > archived);
    }

    [Fact]
    public async Task Commit_MoreItemsThanOneBatch_StoresThemAll()
    {
        var offers = Enumerable.Range(0, 400).Select(i => Tree($"F{i}")).ToArray();

        var changes = await ImportAsync(true, offers);

        Assert.Equal(1200, changes.Added);
        Assert.Equal(400, await AnnouncedAsync());
    }

    [Fact]
    public async Task Commit_UnknownCertification_GetsAPlaceholderWithTheOffersTitle()
    {
        await ImportAsync(true,
            new AcceptedOffer(Offer() with { CertificationCode = $"RS{siret[^5..]}", Title = "Anglais débutant" },
            [Accepted(Action(), Session())]));

        Assert.Equal("Anglais débutant",
            await ScalarAsync<string>(
            "SELECT title FROM certification WHERE code = @code AND placeholder", new { code = $"RS{siret[^5..]}" }));
    }

    [Fact]
    public async Task Content_WrittenAndRead_IsTheSameRecord()
    {
        var action = Action() with { Place = Contact() with { Address = Address() with { Latitude = " faux ",
            OtherExtras = [new("x", null, "y")] } } };
        await ImportAsync(true, new AcceptedOffer(Offer(), [Accepted(action, Session())]));

        var read = CatalogueJson.ReadAction(
            await ScalarAsync<string>("SELECT content::text FROM action WHERE public_id = @id", new { id = $"{siret}_F1_A1" }));

        Assert.Equivalent(action, read, strict: true);
        Assert.Equal("20.0", read.Fees.VatRate.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<ImportChanges> ImportAsync(bool complete, params AcceptedOffer[] offers)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var import = await CatalogueImport.BeginAsync(database.Source, siret, cancel);
        foreach (var offer in offers)
            await import.AddAsync(offer, cancel);
        return await import.CommitAsync(complete, cancel);
    }

    private Task<long> VersionAsync(string action) =>
        ScalarAsync<long>("SELECT version FROM action WHERE public_id = @id", new { id = $"{siret}_F1_{action}" });

    private Task<long> AnnouncedAsync() => ScalarAsync<long>(
        "SELECT count(*) FROM outbox b JOIN action a ON a.id = b.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret",
        new { siret });

    private async Task<T> ScalarAsync<T>(string sql, object parameters)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }
}
