extern alias chaos;

using System.Text;
using chaos::Marketplace.Chaos.Uploads;
using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Uploads;

/// <summary>A catalogue from its upload to its publication, and back.</summary>
public sealed class UploadTests(UploadWorld world) : IClassFixture<UploadWorld>
{
    private UploadScene Scene => world.Scene;

    private static CancellationToken Stop => UploadWorld.Stop;

    [Fact]
    public async Task Upload_StagedThenPublishedThenUndone_ChangesTheCatalogueOnlyWhenPublished_AndBringsItBack()
    {
        var (scope, siret) = await world.ProviderAsync();
        var first = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F1"), UploadWorld.Offer("F2")));
        Assert.Equal((UploadProcess.Staged, 4, 0), (first.State, first.Findings!.Rows, first.Findings.Errors));
        Assert.Equal(new LevelCounts(Added: 4), first.Differences!.Actions);
        Assert.Equal("", await CsvAsync(siret));
        Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, first.Id, UploadModes.All)).State);
        var before = await CsvAsync(siret);

        var changed = UploadScene.Csv(siret, UploadWorld.Offer("F3", 1), UploadWorld.Offer("F1", objective: "Autrement"));
        var second = await Scene.SendAndWaitAsync(scope, changed);
        Assert.Equal((new(1, 1, 0, 1), new(1, 0, 2, 2)), (second.Differences!.Offers, second.Differences.Actions));
        var (_, changes) = await Scene.Get<UploadReader>().ChangesAsync(second.Id, 1, Stop);
        var field = Assert.Single(changes.Single(c => c is { Kind: "changed", Level: "offer" }).Fields);
        Assert.Equal(("Apprendre", "Autrement"), (field.Before, field.After));
        Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, second.Id, UploadModes.All)).State);
        Assert.NotEqual(before, await CsvAsync(siret));

        await world.UndoAsync(scope, second.Id);
        Assert.Equal(before, await CsvAsync(siret));
        Assert.Equal(UploadProcess.Undone, (await Scene.FindAsync(scope, second.Id)).State);
        Assert.Contains("ne peut plus être annulée",
            (await Assert.ThrowsAsync<ProcessRefusedException>(() => world.UndoAsync(scope, first.Id))).Message);
    }

    [Fact]
    public async Task Undo_AfterRandomCatalogues_BringsBackExactlyWhatWas()
    {
        var random = new Random(20);
        var (scope, siret) = await world.ProviderAsync();
        for (var round = 0; round < 12; round++)
        {
            var whole = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, Draw(random)), UploadModes.All);
            if (whole is { State: UploadProcess.Staged, Differences.ArchivesMore: true })
                whole = await world.PublishAsync(scope, whole.Id, UploadModes.All, confirmed: true);
            Assert.Equal(UploadProcess.Published, whole.State);
            var (catalogue, documents) = (await CsvAsync(siret), await AnnouncedAsync(siret));
            var mode = round % 2 == 0 ? UploadModes.All : UploadModes.Valid;
            var next = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, Draw(random)));
            Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, next.Id, mode, confirmed: true)).State);
            var announced = await AnnouncedAsync(siret);
            var differs = await CsvAsync(siret) != catalogue;
            await world.UndoAsync(scope, next.Id);
            Assert.Equal(catalogue, await CsvAsync(siret));
            // Search is told of what comes back as of what went.
            if (announced > documents && differs)
                Assert.True(await AnnouncedAsync(siret) > announced);
        }
    }

    [Fact]
    public async Task Undo_AfterAFormsChange_IsRefused_AndChangesNothing()
    {
        var (scope, siret) = await world.ProviderAsync();
        var upload = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F1")), UploadModes.All);
        var places = new PlaceDirectory([TestOffers.Lyon7]);
        var offers = new OfferWriting(Scene.Database);
        var shown = (await offers.FindAsync(siret, "F1", places, Stop))!;
        await Scene.Database.InTransactionAsync(connection => offers.SaveAsync(connection, siret,
            shown.Offer with { Offer = shown.Offer.Offer with { Objective = "Par le formulaire" } }, shown.Version, Stop), Stop);
        var now = await CsvAsync(siret);

        Assert.Contains("modifié depuis par une autre voie",
            (await Assert.ThrowsAsync<ProcessRefusedException>(() => world.UndoAsync(scope, upload.Id))).Message);
        Assert.Equal(now, await CsvAsync(siret));
        Assert.Equal(UploadProcess.Published, (await Scene.FindAsync(scope, upload.Id)).State);
    }

    [Fact]
    public async Task SameFileAgain_IsAnEmptyDifference()
    {
        var (scope, siret) = await world.ProviderAsync();
        var file = UploadScene.Csv(siret, UploadWorld.Offer("F1"), UploadWorld.Offer("F2"));
        await Scene.SendAndWaitAsync(scope, file, UploadModes.All);
        var again = await Scene.SendAndWaitAsync(scope, file);
        Assert.Equal(UploadProcess.Staged, again.State);
        Assert.True(again.Differences!.IsEmpty);
        Assert.Equal(2 + 4 + 4, again.Differences.Total.Unchanged);
    }

    [Fact]
    public async Task Mistakes_AreAllToldGroupedWithLines_MendedOnScreenEverywhere_AndThenPublished()
    {
        var (scope, siret) = await world.ProviderAsync();
        var upload = await Scene.SendAndWaitAsync(scope, Broken(siret));
        Assert.Equal((UploadProcess.Staged, 3, 4), (upload.State, upload.Findings!.RowsRefused, upload.Findings.Rows));
        var group = (await Scene.Get<UploadReader>().GroupsAsync(upload.Id, Stop)).First();
        Assert.Equal(("error", "M304", "debut", 3), (group.Severity, group.Code, group.Column, group.Count));
        Assert.Equal([2, 3, 4], group.Lines);
        Assert.Contains("jj/mm", group.Text.Replace("13/05/2027", "jj/mm", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Erreurs", await AnnotatedAsync(upload));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.PublishAsync(scope, upload.Id, UploadModes.All));

        var (row, _) = (await Scene.Get<UploadReader>().RowAsync(upload.Id, 3, Stop))!.Value;
        var place = upload.Findings.Headings.ToList().IndexOf("debut");
        Assert.Equal("32/09/2027", row.Cells[place]);
        var desk = Scene.Get<UploadDesk>();
        Assert.Equal(3, await desk.MendAsync(
            scope, upload.Id, row.Ordinal, new Dictionary<int, string> { [place] = "01/09/2027" }, everywhere: true,
            UploadScene.Editor(scope), Stop));
        await Scene.Get<UploadWork>().RunAsync(Stop);
        var mended = await Scene.FindAsync(scope, upload.Id);
        Assert.Equal((UploadProcess.Staged, 0, 0), (mended.State, mended.Findings!.Errors, mended.Findings.RowsRefused));
        Assert.Contains("01/09/2027", await AnnotatedAsync(mended));
        Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, upload.Id, UploadModes.All)).State);
        Assert.Contains("01/09/2027", await CsvAsync(siret));
    }

    [Fact]
    public async Task ValidRowsOnly_ArchivesNothing_AndLeavesTheRefusedAsTheyWere()
    {
        var (scope, siret) = await world.ProviderAsync();
        await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F8"), UploadWorld.Offer("F9")), UploadModes.All);
        var upload = await Scene.SendAndWaitAsync(scope, Broken(siret), UploadModes.Valid);
        Assert.Equal(UploadProcess.Published, upload.State);
        var published = await CsvAsync(siret);
        Assert.Contains("F8", published);
        Assert.Contains("F1", published);
        Assert.DoesNotContain("32/09/2027", published);
    }

    [Fact]
    public async Task FileThatArchivesMoreThanItKeeps_AsksOnceMore()
    {
        var (scope, siret) = await world.ProviderAsync();
        await Scene.SendAndWaitAsync(
            scope, UploadScene.Csv(siret, UploadWorld.Offer("F1", 1), UploadWorld.Offer("F2", 5)), UploadModes.All);
        var upload = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F1", 1)), UploadModes.All);
        Assert.Equal(UploadProcess.Staged, upload.State);
        Assert.Contains("archiverait plus qu’il ne garde", upload.Note);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.PublishAsync(scope, upload.Id, UploadModes.All));
        Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, upload.Id, UploadModes.All, confirmed: true)).State);
        Assert.DoesNotContain("F2", await CsvAsync(siret));
    }

    [Fact]
    public async Task CatalogueThatChangedSinceItWasCompared_IsNotPublishedOver_ButComparedAgain()
    {
        var (scope, siret) = await world.ProviderAsync();
        var upload = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F1")));
        await using (var import = await CatalogueImport.BeginAsync(Scene.Database, siret, Stop))
        {
            await import.AddAsync(UploadWorld.Offer("F7"), Stop);
            await import.CommitAsync(true, Stop);
        }
        var sentBack = await world.PublishAsync(scope, upload.Id, UploadModes.All);
        Assert.Equal(UploadProcess.Staged, sentBack.State);
        Assert.Contains("a changé depuis le contrôle", sentBack.Note);
        Assert.Equal(1, sentBack.Differences!.Offers.Archived);
        Assert.Contains("F7", await CsvAsync(siret));
        await Assert.ThrowsAsync<StaleChangeException>(() => Scene.Get<UploadDesk>().PublishAsync(
            scope, upload.Id, upload.Shown, UploadModes.All, true, UploadScene.Editor(scope), Stop));
        Assert.Equal(UploadProcess.Published, (await world.PublishAsync(scope, upload.Id, UploadModes.All, confirmed: true)).State);
    }

    [Fact]
    public async Task Publishing_AnnouncesWhatIsNewBeforeWhatGoes_InOneTransaction()
    {
        var (scope, siret) = await world.ProviderAsync();
        await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F1", 5)), UploadModes.All);
        var upload = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(siret, UploadWorld.Offer("F2", 5)));
        await world.PublishAsync(scope, upload.Id, UploadModes.All, confirmed: true);
        var last = await Scene.Database.OpenConnectionAsync(Stop);
        await using var _ = last;
        var rows = (await last.QueryAsync<(string Number, long Id, string Xid)>("""
            SELECT o.number, max(x.id), max(x.xid::text) FROM outbox x JOIN action a ON a.id = x.action_id JOIN offer o ON o.id = a.offer_id
            WHERE o.siret = @siret AND x.xid = (SELECT max(y.xid) FROM outbox y JOIN action b ON b.id = y.action_id JOIN offer p ON p.id = b.offer_id WHERE p.siret = @siret)
            GROUP BY o.number, a.id
            """, new { siret })).ToList();
        Assert.Equal(10, rows.Count);
        Assert.Single(rows.Select(r => r.Xid).Distinct());
        Assert.True(rows.Where(r => r.Number == "F2").Max(r => r.Id) < rows.Where(r => r.Number == "F1").Min(r => r.Id));
    }

    [Fact]
    public async Task EstablishmentOfSomebodyElse_RefusesTheFileWhole()
    {
        var (scope, _) = await world.ProviderAsync();
        var (_, other) = await world.ProviderAsync();
        var upload = await Scene.SendAndWaitAsync(scope, UploadScene.Csv(other, UploadWorld.Offer("F1")), UploadModes.Valid);
        Assert.Equal((UploadProcess.Staged, true), (upload.State, upload.Findings!.RefusedWhole));
        Assert.Equal("M117", (await Scene.Get<UploadReader>().GroupsAsync(upload.Id, Stop))[0].Code);
        Assert.Equal("", await CsvAsync(other));
    }

    [Fact]
    public async Task OneAtATime_WhatWaitsForADecisionGivesWay_WhatIsWorkedOnDoesNot()
    {
        var (scope, siret) = await world.ProviderAsync();
        var file = UploadScene.Csv(siret, UploadWorld.Offer("F1"));
        var staged = await Scene.SendAndWaitAsync(scope, file);
        var waiting = await Scene.SendAsync(scope, file);
        Assert.Equal(UploadProcess.Discarded, (await Scene.FindAsync(scope, staged.Id)).State);
        Assert.Contains("déjà en cours", (await Assert.ThrowsAsync<ProcessRefusedException>(() => Scene.SendAsync(scope, file))).Message);
        await Scene.Get<UploadDesk>().DiscardAsync(scope, waiting, UploadScene.Editor(scope), Stop);
        for (var n = 0; n < 20; n++)
            await Scene.Get<UploadDesk>().DiscardAsync(scope, await Scene.SendAsync(scope, file), UploadScene.Editor(scope), Stop);
        Assert.Equal(20, (await Scene.Get<UploadReader>().ListAsync(scope, Stop)).Count);
        var (stranger, _) = await world.ProviderAsync();
        Assert.Null(await Scene.Get<UploadReader>().FindAsync(stranger, waiting, Stop));
        await Assert.ThrowsAsync<UnknownUploadException>(() =>
            Scene.Get<UploadDesk>().DiscardAsync(stranger, waiting, UploadScene.Editor(stranger), Stop));
    }

    [Fact]
    public async Task Infected_IsDestroyedUnread_AndScannerThatIsAway_IsWaitedFor()
    {
        var (scope, siret) = await world.ProviderAsync();
        var infected = await Scene.SendAndWaitAsync(
            scope, [.. UploadScene.Csv(siret, UploadWorld.Offer("F1")), .. Encoding.UTF8.GetBytes(UploadWorld.Scanner.Infected)]);
        Assert.Equal((UploadProcess.Failed, null), (infected.State, infected.Findings));
        Assert.Contains("malveillant", infected.Note);
        await using var connection = await Scene.Database.OpenConnectionAsync(Stop);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
            "SELECT count(*)::int FROM upload_part WHERE upload_id = @Id", new { infected.Id }));

        var waiting = await Scene.SendAndWaitAsync(scope, Encoding.UTF8.GetBytes(UploadWorld.Scanner.Unreachable));
        for (var n = 0; n < UploadWork.MostAttempts + 1; n++)
            await Scene.Get<UploadWork>().RunAsync(Stop);
        waiting = await Scene.FindAsync(scope, waiting.Id);
        Assert.Equal((UploadProcess.Received, 0), (waiting.State, waiting.Attempts));
        await Scene.Get<UploadDesk>().DiscardAsync(scope, waiting.Id, UploadScene.Editor(scope), Stop);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<lheo>")]
    [InlineData("PK\u0003\u0004nothing of a workbook")]
    [InlineData("a;b\n1;2")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task WhatIsNoCatalogue_IsToldSo_AndEndsNothing(string content)
    {
        var (scope, _) = await world.ProviderAsync();
        if (content.Length == 0)
        {
            Assert.Contains("vide", (await Assert.ThrowsAsync<ProcessRefusedException>(() => Scene.SendAsync(scope, []))).Message);
            return;
        }
        var upload = await Scene.SendAndWaitAsync(scope, Encoding.Latin1.GetBytes(content), UploadModes.Valid);
        Assert.Equal((UploadProcess.Staged, true), (upload.State, upload.Findings!.RefusedWhole));
        Assert.Equal("error", (await Scene.Get<UploadReader>().GroupsAsync(upload.Id, Stop))[0].Severity);
    }

    /// <summary>Three of four sessions begin on a day that there is not.</summary>
    private static byte[] Broken(string siret)
    {
        var text = Encoding.UTF8.GetString(UploadScene.Csv(siret, UploadWorld.Offer("F1", 4)));
        for (var n = 0; n < 3; n++)
        {
            var at = text.IndexOf(";01/09/2027;", StringComparison.Ordinal);
            text = text[..at] + ";32/09/2027;" + text[(at + 12)..];
        }
        return Encoding.UTF8.GetBytes(text);
    }

    private static AcceptedOffer[] Draw(Random random) =>
    [
        .. Enumerable.Range(1, 6).Where(n => n == 1 || random.Next(3) > 0).OrderBy(_ => random.Next()).Select(n =>
            UploadWorld.Offer($"F{n}", random.Next(1, 4), random.Next(2) == 0 ? "Apprendre" : "Savoir", $"S{random.Next(2)}")),
    ];

    private async Task<string> CsvAsync(string siret)
    {
        using var file = new MemoryStream();
        await SheetExport.WriteCsvAsync(Scene.Database, siret, file, Stop);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<string> AnnotatedAsync(Upload upload)
    {
        using var file = new MemoryStream();
        Assert.True(await Scene.Get<UploadFiles>().WriteAnnotatedAsync(upload, file, Stop));
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<long> AnnouncedAsync(string siret)
    {
        await using var connection = await Scene.Database.OpenConnectionAsync(Stop);
        return await connection.ExecuteScalarAsync<long>("""
            SELECT coalesce(max(x.id), 0) FROM outbox x JOIN action a ON a.id = x.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @siret
            """, new { siret });
    }
}
