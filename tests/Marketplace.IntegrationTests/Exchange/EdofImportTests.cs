using System.Text;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Exchange;

/// <summary>EDOF files into PostgreSQL and back out.</summary>
public sealed class EdofImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ThenExport_GivesTheSameFile_AndAgainChangesNothing()
    {
        const string Siret = "10000000000008";
        var file = FileOf(Siret, "A1", "A2");
        var first = await ImportAsync(file);
        var exported = await ExportAsync(Siret);
        var second = await ImportAsync(exported);

        Assert.Equal((FileStatus.Accepted, 5, 0), (first.Status, first.Added, first.Unchanged));
        Assert.Equal(Encoding.Latin1.GetString(file), Encoding.Latin1.GetString(exported));
        Assert.Equal((0, 0, 5, 0), (second.Added, second.Changed, second.Unchanged, second.Archived));
    }

    [Fact]
    public async Task Import_WholeFile_ArchivesWhatItLacks_ButAPartialOneDoesNot()
    {
        const string Siret = "10000000000016";
        await ImportAsync(FileOf(Siret, "A1", "A2"));
        var broken = Encoding.Latin1.GetString(FileOf(Siret, "A1", "A3"));
        var at = broken.LastIndexOf("<langue-formation>FR", StringComparison.Ordinal);
        var partial = await ImportAsync(Encoding.Latin1.GetBytes(broken[..at] + "<langue-formation>??" + broken[(at + 20)..]));
        var afterPartial = Encoding.Latin1.GetString(await ExportAsync(Siret));
        var whole = await ImportAsync(FileOf(Siret, "A1"));

        Assert.Equal((FileStatus.Partial, 0), (partial.Status, partial.Archived));
        Assert.Contains("numero=\"A2\"", afterPartial, StringComparison.Ordinal);
        Assert.Equal((FileStatus.Accepted, 2), (whole.Status, whole.Archived));
        Assert.DoesNotContain("numero=\"A2\"", Encoding.Latin1.GetString(await ExportAsync(Siret)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_CutFile_ChangesNothing()
    {
        const string Siret = "10000000000024";
        var file = FileOf(Siret, "A1");
        await ImportAsync(file);
        var cut = await ImportAsync(FileOf(Siret, "A1", "A2")[..^20]);

        Assert.Equal((FileStatus.Rejected, 2), (cut.Status, cut.ExitStatus));
        Assert.Equal(file, await ExportAsync(Siret));
    }

    [Fact]
    public async Task Run_DryRun_ChangesNothingAndReportsTheSame()
    {
        const string Siret = "10000000000032";
        var file = FileOf(Siret, "A1");
        var reports = await new FileImportRun(Import()).RunAsync([Source(file)], database: null, cancel: Cancel);

        Assert.Equal(FileStatus.Accepted, Assert.Single(reports).Status);
        Assert.Empty(await ExportAsync(Siret));
    }

    [Fact]
    public async Task Run_SeveralFilesOfOneSiret_LastWins()
    {
        const string Siret = "10000000000040";
        var files = new List<SourceFile>();
        for (var i = 1; i <= 8; i++)
            files.Add(Source(FileOf(Siret, $"A{i}")));
        var reports = await new FileImportRun(Import(), workers: 4).RunAsync(files, database.Source, cancel: Cancel);

        Assert.Contains("numero=\"A8\"", Encoding.Latin1.GetString(await ExportAsync(Siret)), StringComparison.Ordinal);
        Assert.Equal(7, reports.Count(r => r.Messages.Any(m => m.Code == ImportCodes.SiretAgain)));
    }

    [Fact]
    public async Task Apply_FileThatChangedBetweenItsReadings_ChangesNothing()
    {
        const string Siret = "10000000000057";
        var (before, after) = (FileOf(Siret, "A1"), FileOf(Siret, "A1", "A2"));
        var opened = 0;
        var source = new SourceFile("a.xml", before.Length, _ => new MemoryStream(opened++ == 0 ? before : after));
        var reports = await new FileImportRun(Import()).RunAsync([source], database.Source, cancel: Cancel);

        Assert.Equal(2, reports[0].ExitStatus);
        Assert.Equal("M116", reports[0].Messages[0].Code.Code);
        Assert.Empty(await ExportAsync(Siret));
    }

    [Fact]
    public async Task Export_ActionWithoutSession_IsLeftOutWithANote()
    {
        const string Siret = "10000000000065";
        var file = Encoding.Latin1.GetString(FileOf(Siret, "A1", "A2"));
        var at = file.LastIndexOf("<fin>", StringComparison.Ordinal);
        await ImportAsync(Encoding.Latin1.GetBytes(file[..at] + "<fin>20270230" + file[(at + 13)..]));
        using var stream = new MemoryStream();
        var counts = await CatalogueExport.WriteAsync(database.Source, Siret, stream, Cancel);

        Assert.Equal((1, 1, 1), (counts.Formations, counts.Actions, counts.Sessions));
        Assert.Contains("A2", Assert.Single(counts.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RealFiles_ComeBackAsTheyWere()
    {
        using var sources = SourceFiles.Find([SharedData.Path("edof-real/edof-real.zip")]);
        var some = sources.Files.Where((_, i) => i % 200 == 0).ToList();
        var reports = await new FileImportRun(Import()).RunAsync(some, database.Source, cancel: Cancel);
        var again = new List<SourceFile>();
        foreach (var report in reports)
            again.Add(Source(await ExportAsync(report.Siret!)));
        var second = await new FileImportRun(Import()).RunAsync(again, database.Source, cancel: Cancel);

        Assert.All(reports, r => Assert.Equal(FileStatus.Accepted, r.Status));
        Assert.All(second, r => Assert.Equal((FileStatus.Accepted, 0, 0, 0), (r.Status, r.Added, r.Changed, r.Archived)));
    }

    private static EdofImport Import() => new(CatalogueReference.Data, TimeProvider.System);

    private static SourceFile Source(byte[] file) => new("a.xml", file.Length, _ => new MemoryStream(file));

    private async Task<FileReport> ImportAsync(byte[] file) =>
        (await new FileImportRun(Import()).RunAsync([Source(file)], database.Source, cancel: Cancel)).Single();

    private async Task<byte[]> ExportAsync(string siret)
    {
        using var stream = new MemoryStream();
        await CatalogueExport.WriteAsync(database.Source, siret, stream, Cancel);
        return stream.ToArray();
    }

    /// <summary>One formation with these actions, told apart by their hours.</summary>
    private static byte[] FileOf(string siret, params string[] actions)
    {
        using var stream = new MemoryStream();
        using (var writer = new EdofWriter(stream, siret))
        {
            writer.Write(TestOffers.Offer(), [.. actions.Select((number, i) =>
                (TestOffers.Action(number) with { HoursInCentre = 100 + 20 * i },
                    (IReadOnlyList<Marketplace.Catalogue.Offers.Session>)[TestOffers.Session()]))]);
        }
        return stream.ToArray();
    }
}
