using System.Text;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Exchange;

/// <summary>CSV and Excel into PostgreSQL and back out.</summary>
public sealed class SheetImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_CsvAndExcel_ImportAsNothingToChange_SeatsAndLoneActionsIncluded()
    {
        const string Siret = "10000000000008";
        var first = await ImportAsync(Csv(Siret, Offer("A1", "A2")));
        await ExecuteAsync($"""
            UPDATE session SET capacity = 12 WHERE action_id IN (SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id
                WHERE o.siret = '{Siret}' AND a.number = 'A1');
            UPDATE session SET archived_at = now() WHERE action_id IN (SELECT a.id FROM action a JOIN offer o ON o.id = a.offer_id
                WHERE o.siret = '{Siret}' AND a.number = 'A2')
            """);
        var csv = await ExportAsync(SheetExport.WriteCsvAsync, Siret);
        var (again, excel) = (await ImportAsync(csv), await ImportAsync(await ExportAsync(SheetExport.WriteExcelAsync, Siret)));

        Assert.Equal((FileStatus.Accepted, 5), (first.Status, first.Added));
        Assert.Contains("nombre-de-places", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.All([again, excel], r => Assert.Equal((0, 0, 4, 0, 0), (r.Added, r.Changed, r.Unchanged, r.Archived, r.ExitStatus)));
    }

    [Fact]
    public async Task Import_OfASheet_AfterTheSameEdofFile_ChangesNothing_AndBack()
    {
        using var sources = SourceFiles.Find([SharedData.Path("edof-real/edof-real.zip")]);
        var some = sources.Files.Where((_, i) => i % 200 == 0).ToList();
        var edof = new EdofImport(CatalogueReference.Data, TimeProvider.System);
        foreach (var report in await new FileImportRun(edof).RunAsync(some, database.Source, cancel: Cancel))
        {
            var second = await ImportAsync(await ExportAsync(SheetExport.WriteCsvAsync, report.Siret!));
            Assert.Equal((FileStatus.Accepted, 0, 0, 0), (second.Status, second.Added, second.Changed, second.Archived));
        }
    }

    [Fact]
    public async Task Import_Whole_ArchivesWhatItLacks_InPartItDoesNot_AndUnreadableChangesNothing()
    {
        const string Siret = "10000000000016";
        await ImportAsync(Csv(Siret, Offer("A1", "A2")));
        var broken = Encoding.UTF8.GetString(Csv(Siret, Offer("A1", "A3")));
        var at = broken.LastIndexOf("Locaux accessibles;FR", StringComparison.Ordinal);
        var partial = await ImportAsync(Encoding.UTF8.GetBytes(broken[..at] + "Locaux accessibles;??" + broken[(at + 21)..]));
        var unreadable = await ImportAsync(Encoding.UTF8.GetBytes(broken + "\"jamais fermé"));
        var kept = Encoding.UTF8.GetString(await ExportAsync(SheetExport.WriteCsvAsync, Siret));
        var whole = await ImportAsync(Csv(Siret, Offer("A1")));

        Assert.Equal((FileStatus.Partial, 0, 1), (partial.Status, partial.Archived, partial.ExitStatus));
        Assert.Equal((FileStatus.Rejected, 2), (unreadable.Status, unreadable.ExitStatus));
        Assert.Contains(";A2;", kept, StringComparison.Ordinal);
        Assert.Equal((FileStatus.Accepted, 2), (whole.Status, whole.Archived));
    }

    [Fact]
    public async Task Staged_ThenApplied_PublishesWhatWasShown()
    {
        const string Siret = "10000000000024";
        var file = Csv(Siret, Offer("A1"));
        var opened = 0;
        // Whatever becomes of the file afterwards.
        var source = new SourceFile("a.csv", file.Length, _ => opened++ < 4 ? new MemoryStream(file) : throw new IOException());
        using var staged = new SheetImport(CatalogueReference.Data, TimeProvider.System).Stage(source, cancel: Cancel);
        var before = await ExportAsync(SheetExport.WriteCsvAsync, Siret);
        var applied = await staged.ApplyAsync(database.Source, Cancel);

        Assert.Empty(before);
        Assert.Equal((3, 0), (applied.Added, applied.ExitStatus));
    }

    private async Task<FileReport> ImportAsync(byte[] file) =>
        (await new FileImportRun(new SheetImport(CatalogueReference.Data, TimeProvider.System)).RunAsync(
            [new("a.csv", file.Length, _ => new MemoryStream(file))], database.Source, cancel: Cancel)).Single();

    private async Task<byte[]> ExportAsync(
        Func<NpgsqlDataSource, string, Stream, CancellationToken, Task> write, string siret)
    {
        using var stream = new MemoryStream();
        await write(database.Source, siret, stream, Cancel);
        return stream.ToArray();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static byte[] Csv(string siret, AcceptedOffer offer)
    {
        using var stream = new MemoryStream();
        CatalogueSheet.WriteCsv(stream, siret, [offer]);
        return stream.ToArray();
    }

    /// <summary>These actions, told apart by their hours.</summary>
    private static AcceptedOffer Offer(params string[] actions) => new(TestOffers.Offer(), [.. actions.Select((number, i) =>
        TestOffers.Accepted(TestOffers.Action(number) with { HoursInCentre = 100 + 20 * i }, TestOffers.Session()))]);
}
