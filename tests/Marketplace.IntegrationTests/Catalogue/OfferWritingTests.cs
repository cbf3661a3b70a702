using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Marketplace.Testing;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Catalogue;

public sealed class OfferWritingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static int providers;

    /// <summary>Each test has its own provider, so that tests of the class do not see each other.</summary>
    private readonly string siret = $"9990001{Interlocked.Increment(ref providers):D7}";

    [Fact]
    public async Task Save_NewOffer_IsPublishedAndAnnouncedAfterTheOthers()
    {
        await ImportAsync(Tree("F1"), Tree("F2"));

        var changes = await SaveAsync(Tree("F3"), StateVersion.None);

        Assert.Equal(new ImportChanges(3, 0, 0, 0), changes);
        Assert.Equal("F1:1 F2:1 F3:1", await AnnouncedAsync());
        Assert.Equal("F1 F2 F3",
            await ScalarAsync<string>(
            "SELECT string_agg(number, ' ' ORDER BY position) FROM offer WHERE siret = @siret AND archived_at IS NULL"));
    }

    [Fact]
    public async Task Save_WhatWasShown_ChangesNothingAndAnnouncesNothing()
    {
        await ImportAsync(new AcceptedOffer(Offer(), [
            Accepted(Action("A1"), Session("S1"),
            Session("S2", new(2028, 1, 3))) with { Capacities = new Dictionary<string, int> { ["S2"] = 12 } },
            Accepted(Action("A2"), Session("S1"))]));
        var rows = await RowsAsync();

        var shown = await ShowAsync("F1");
        var changes = await SaveAsync(shown.Offer, shown.Version);

        Assert.Equal(new ImportChanges(0, 0, 6, 0), changes);
        Assert.Equal("F1:2", await AnnouncedAsync());
        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task Save_OneSessionChanged_WritesItAndItsActionAlone()
    {
        await ImportAsync(Tree("F1"),
            new AcceptedOffer(Offer("F2"),
            [Accepted(Action("A1"), Session("S1"), Session("S2", new(2028, 1, 3))), Accepted(Action("A2"), Session("S1"))]));
        var before = await RowsAsync();
        var shown = await ShowAsync("F2");

        var first = shown.Offer.Actions[0];
        var changes = await SaveAsync(
            shown.Offer with { Actions = [
            first with { Sessions = [first.Sessions[0] with { Open = false }, first.Sessions[1]] }, shown.Offer.Actions[1]] },
            shown.Version);

        Assert.Equal(new ImportChanges(0, 1, 5, 0), changes);
        Assert.Equal(["action F2/A1", "session F2/A1/S1"], (await RowsAsync()).Except(before).Select(row => row.Split(" @")[0]));
        Assert.Equal("F1:1 F2:3", await AnnouncedAsync());
    }

    [Fact]
    public async Task Save_OnlySeatsChanged_WritesThem_AndAFileThatKnowsNoSeatsLeavesThem()
    {
        await ImportAsync(Tree("F1"));
        var shown = await ShowAsync("F1");

        var changes = await SaveAsync(
            shown.Offer with { Actions = [shown.Offer.Actions[0] with { Capacities = new Dictionary<string, int> { ["S1"] = 12 } }] },
            shown.Version);

        Assert.Equal(new ImportChanges(0, 1, 2, 0), changes);
        Assert.Equal("F1:2", await AnnouncedAsync());
        Assert.Equal(new ImportChanges(0, 0, 3, 0), await ImportAsync(Tree("F1")));
        Assert.Equal(12, (await ShowAsync("F1")).Offer.Actions[0].Capacities!["S1"]);
    }

    [Fact]
    public async Task Save_ActionNoLongerInTheOffer_IsArchivedAndAnnounced_OthersOfTheProviderStay()
    {
        await ImportAsync(Tree("F1"),
            new AcceptedOffer(Offer("F2"), [Accepted(Action("A1"), Session("S1")), Accepted(Action("A2"), Session("S1"))]));
        var shown = await ShowAsync("F2");

        var changes = await SaveAsync(shown.Offer with { Actions = [shown.Offer.Actions[0]] }, shown.Version);

        Assert.Equal(new ImportChanges(0, 0, 3, 2), changes);
        Assert.Equal("F2/A2", await ScalarAsync<string>(
            "SELECT string_agg(o.number || '/' || a.number, ' ') FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret AND a.archived_at IS NOT NULL"));
        Assert.Equal("F1:1 F2:3", await AnnouncedAsync());
    }

    [Fact]
    public async Task Save_FileChangedTheOfferMeanwhile_IsRefusedAndWritesNothing()
    {
        await ImportAsync(Tree("F1"));
        var shown = await ShowAsync("F1");
        await ImportAsync(new AcceptedOffer(Offer("F1") with { Title = "CAP Pâtissier" }, Tree("F1").Actions));
        var rows = await RowsAsync();

        Assert.Null(await SaveAsync(shown.Offer with { Offer = shown.Offer.Offer with { Title = "CAP Boulanger" } }, shown.Version));
        Assert.Null(await SaveAsync(shown.Offer, StateVersion.None));

        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task Save_FileChangedAnotherOfferMeanwhile_IsTaken()
    {
        await ImportAsync(Tree("F1"), Tree("F2"));
        var shown = await ShowAsync("F1");
        await ImportAsync(new AcceptedOffer(Offer("F2") with { Title = "CAP Pâtissier" }, Tree("F2").Actions), Tree("F1"));

        Assert.Equal(new ImportChanges(0, 1, 2, 0),
            await SaveAsync(shown.Offer with { Offer = shown.Offer.Offer with { Title = "CAP Boulanger" } }, shown.Version));
    }

    [Fact]
    public async Task Import_AfterAForm_MakesTheOfferWhatTheFileSays()
    {
        await ImportAsync(Tree("F1"));
        var shown = await ShowAsync("F1");
        await SaveAsync(shown.Offer with { Offer = shown.Offer.Offer with { Title = "CAP Boulanger" } }, shown.Version);

        Assert.Equal(new ImportChanges(0, 1, 2, 0), await ImportAsync(Tree("F1")));
        Assert.Equal("CAP Cuisine", (await ShowAsync("F1")).Offer.Offer.Title);
    }

    [Fact]
    public async Task Save_WhileAnImportRuns_WaitsForIt_AndSeesWhatItChanged()
    {
        var cancel = TestContext.Current.CancellationToken;
        await ImportAsync(Tree("F1"));
        var shown = await ShowAsync("F1");

        Task<ImportChanges?> save;
        await using (var import = await CatalogueImport.BeginAsync(database.Source, siret, cancel))
        {
            await import.AddAsync(new AcceptedOffer(Offer("F1") with { Title = "CAP Pâtissier" }, Tree("F1").Actions), cancel);
            save = SaveAsync(shown.Offer with { Offer = shown.Offer.Offer with { Title = "CAP Boulanger" } }, shown.Version);
            await WaitForALockAsync();
            Assert.False(save.IsCompleted);
            await import.CommitAsync(complete: true, cancel);
        }

        Assert.Null(await save);
        Assert.Equal("CAP Pâtissier", (await ShowAsync("F1")).Offer.Offer.Title);
    }

    [Fact]
    public async Task Import_WhileASaveRuns_WaitsForIt_AndComparesWithWhatItWrote()
    {
        var cancel = TestContext.Current.CancellationToken;
        await ImportAsync(Tree("F1"));
        var shown = await ShowAsync("F1");
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await new OfferWriting(database.Source).SaveAsync(
            connection, siret, shown.Offer with { Offer = shown.Offer.Offer with { Title = "CAP Boulanger" } }, shown.Version, cancel);

        var import = ImportAsync(new AcceptedOffer(Offer("F1") with { Title = "CAP Boulanger" }, Tree("F1").Actions));
        await WaitForALockAsync();
        await transaction.CommitAsync(cancel);

        Assert.Equal(new ImportChanges(0, 0, 3, 0), await import);
    }

    [Fact]
    public async Task Save_CallersTransactionRolledBack_LeavesNothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using (var connection = await database.Source.OpenConnectionAsync(cancel))
        await using (await connection.BeginTransactionAsync(cancel))
            Assert.NotNull(await new OfferWriting(database.Source).SaveAsync(connection, siret, Tree("F1"), StateVersion.None, cancel));

        Assert.Empty(await RowsAsync());
        Assert.Null(await AnnouncedAsync());
    }

    private Task WaitForALockAsync() => Eventually.SeeAsync("who waits for the provider's lock",
        () => ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
        waiting => waiting > 0);

    private async Task<ImportChanges> ImportAsync(params AcceptedOffer[] offers)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var import = await CatalogueImport.BeginAsync(database.Source, siret, cancel);
        foreach (var offer in offers)
            await import.AddAsync(offer, cancel);
        return await import.CommitAsync(complete: true, cancel);
    }

    private async Task<ShownOffer> ShowAsync(string number)
    {
        var cancel = TestContext.Current.CancellationToken;
        var shown = await new OfferWriting(database.Source).FindAsync(siret, number, new PlaceDirectory([Lyon7]), cancel);
        Assert.NotNull(shown);
        return shown;
    }

    private Task<ImportChanges?> SaveAsync(AcceptedOffer offer, string shown) => database.Source.InTransactionAsync(
        connection => new OfferWriting(database.Source).SaveAsync(connection, siret, offer, shown, TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    /// <summary>All rows of the provider with the transaction that wrote them.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("""
            SELECT 'offer ' || o.number || ' @' || o.xmin FROM offer o WHERE o.siret = @siret
            UNION ALL SELECT 'action ' || o.number || '/' || a.number || ' @' || a.xmin FROM action a JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret
            UNION ALL SELECT 'session ' || o.number || '/' || a.number || '/' || s.number || ' @' || s.xmin
                FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret
            ORDER BY 1
            """, new { siret })];
    }

    /// <summary>Outbox rows by offer: <c>F1:2 F2:1</c>; null when there are none.</summary>
    private Task<string?> AnnouncedAsync() => ScalarAsync<string?>("""
        SELECT string_agg(number || ':' || rows, ' ' ORDER BY number) FROM (
            SELECT o.number, count(*) AS rows FROM outbox b JOIN action a ON a.id = b.action_id JOIN offer o ON o.id = a.offer_id
            WHERE o.siret = @siret GROUP BY o.number) announced
        """);

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql, new { siret }))!;
    }
}
