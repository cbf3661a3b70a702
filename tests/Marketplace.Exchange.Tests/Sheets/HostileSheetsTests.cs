using System.IO.Compression;
using System.Text;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>Files that want to cost more than they are worth.</summary>
public sealed class HostileSheetsTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml";

    [Fact]
    public void Workbook_ThatUnpacksToTooMuch_IsRefused()
    {
        var bomb = Changed((name, text) => name == Sheet
            ? text.Replace("</x:sheetData>", "</x:sheetData><!--" + new string(' ', 40 << 20) + "-->", StringComparison.Ordinal) : text);
        Assert.True(bomb.Length < 1 << 20);
        Refused(bomb, ImportCodes.ArchiveTooLarge);
    }

    [Fact]
    public void Workbook_WithADtd_IsRefused() => Refused(Changed((name, text) => name == Sheet
        ? text.Insert(text.IndexOf("<x:worksheet", StringComparison.Ordinal),
            "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>") : text), ImportCodes.Dtd);

    [Fact]
    public void Workbook_WithManyParts_IsRefused()
    {
        var bytes = With(SheetFile.Excel(SheetFile.Offers), Enumerable.Range(0, 1_100).Select(i => ($"x/{i}.xml", "<a/>")));
        Refused(bytes, ImportCodes.ArchiveTooLarge);
    }

    [Fact]
    public void Workbook_WithNamesThatLeadOut_WritesNothingThere()
    {
        var name = $"marketplace-{Guid.NewGuid():N}";
        var bytes = With(SheetFile.Excel(SheetFile.Offers), [($"../../../../../../tmp/{name}", "x"), ($"..\\..\\{name}", "x")]);
        SheetFile.Validate(bytes);
        Assert.False(File.Exists(Path.Combine("/tmp", name)));
    }

    [Fact]
    public void Workbook_WithAMillionEmptyRows_IsReadAsWhatItHolds()
    {
        var rows = new StringBuilder();
        for (var i = 10; i < 1_000_000; i++)
            rows.Append("<x:row r=\"").Append(i).Append("\"></x:row>");
        var bytes = Changed((name, text) => name == Sheet
            ? text.Replace("</x:sheetData>", rows + "</x:sheetData>", StringComparison.Ordinal) : text);
        Assert.Equal(0, SheetFile.Validate(bytes).ExitStatus);
    }

    [Fact]
    public void Workbook_WithACellFarBelow_IsReadAsWhatItHolds() => Assert.Equal(0, SheetFile.Validate(Changed((name, text) => name == Sheet
        ? text.Replace("</x:sheetData>", "<x:row r=\"1048576\"><x:c r=\"A1048576\" t=\"str\"><x:v> </x:v></x:c></x:row></x:sheetData>",
            StringComparison.Ordinal) : text)).ExitStatus);

    [Fact]
    public void Workbook_WithACellFarOut_IsRefused() => Refused(Changed((name, text) => name == Sheet
        ? text.Replace("</x:sheetData>", "<x:row r=\"1048576\"><x:c r=\"XFD1048576\" t=\"str\"><x:v>x</x:v></x:c></x:row></x:sheetData>",
            StringComparison.Ordinal) : text), ImportCodes.TooManyCells);

    [Theory]
    [InlineData("<x:c r=\"A2\" t=\"s\"><x:v>999999</x:v></x:c>")]
    [InlineData("<x:c r=\"A2\" t=\"d\"><x:v>jamais</x:v></x:c>")]
    [InlineData("<x:c r=\"A2\"><x:v>1e999</x:v></x:c>")]
    [InlineData("<x:c r=\"??\"><x:v>1</x:v></x:c>")]
    public void Workbook_WithForgedCells_IsAnsweredInWords(string cell)
    {
        var report = SheetFile.Validate(Changed((name, text) => name == Sheet
            ? text.Replace("<x:row r=\"2\">", $"<x:row r=\"2\">{cell}", StringComparison.Ordinal) : text));
        Assert.All(report.Messages, m => Assert.NotEmpty(m.Text));
    }

    [Theory]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 })]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0, 0, 0, 1, 2 })]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0 })]
    public void File_OfAnotherKind_IsRefused(byte[] bytes) => Refused(bytes, ImportCodes.NotASheet);

    [Fact]
    public void Cell_WithoutEnd_IsRefused() => Refused(Encoding.UTF8.GetBytes(
        SheetFile.Table().With("objectif-formation", new string('x', 200_000)).Csv()), ImportCodes.NodeTooLarge);

    [Fact]
    public void Row_WithoutEnd_IsRefused() => Refused(Encoding.UTF8.GetBytes(
        SheetFile.Table().Csv() + "F1;\"" + new string('x', 20 << 20)), ImportCodes.UnclosedQuote);

    [Fact]
    public void Columns_WithoutEnd_AreRefused() => Refused(Encoding.UTF8.GetBytes(
        SheetFile.Table().Csv() + new string(';', 1_000_000)), ImportCodes.TooManyCells);

    [Fact]
    public void Rows_BeyondTheLimit_AreRefused() => Assert.Contains(
        "M606", SheetFile.Codes(SheetFile.Table(5).Validate(new SheetLimits { Rows = 4 })));

    [Fact]
    public void File_BeyondTheLimit_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(SheetFile.Table(20).Csv());
        var limits = new ReadingLimits { FileBytes = 5_000 };
        var source = new SourceFile("a.csv", bytes.Length, onRead => new LimitedStream(new MemoryStream(bytes), limits, null, onRead));
        var report = SheetFile.Import(limits: limits).Validate(source, cancel: TestContext.Current.CancellationToken);
        Assert.Equal((2, "M109"), (report.ExitStatus, report.Messages[0].Code.Code));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"ha\">]><extra>&a;</extra>")]
    [InlineData("<extra info=\"note\">")]
    [InlineData("</extras><extras>")]
    [InlineData("texte seul")]
    public void Extras_ThatAreNone_AreAnErrorInTheirCell(string cell)
    {
        var report = SheetFile.Table().With("session-extras", cell).Validate();
        Assert.Equal((2, "session-extras"), report.Messages.Where(m => m.Code == ImportCodes.ExtrasUnreadable)
            .Select(m => (m.Line!.Value, m.Column!)).Single());
        Assert.Equal((1, 0), (report.Sessions.Rejected, report.Actions.Rejected));
    }

    [Fact]
    public void Extras_NestedTooDeep_AreAnErrorInTheirCell() =>
        Assert.Contains("M610", SheetFile.Codes(SheetFile.Table().With("action-extras",
        string.Concat(Enumerable.Repeat("<extras>", 2_000)) + string.Concat(Enumerable.Repeat("</extras>", 2_000))).Validate()));

    [Fact]
    public void Archive_OfSheets_IsReadFileByFile()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "tout.zip");
            using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            {
                foreach (var (name, bytes) in (IEnumerable<(string, byte[])>)
                    [("a.csv", SheetFile.Csv(SheetFile.Offers)), ("../b.xlsx", SheetFile.Excel(SheetFile.Offers)), ("lisez-moi.pdf", [1])])
                {
                    using var entry = archive.CreateEntry(name).Open();
                    entry.Write(bytes);
                }
            }
            using var sources = SourceFiles.Find([path], kind: SheetImport.Kind);
            Assert.Equal(2, sources.Files.Count);
            Assert.Contains("lisez-moi.pdf", Assert.Single(sources.Notes), StringComparison.Ordinal);
            Assert.All(sources.Files, file => Assert.Equal(
                0, SheetFile.Import().Validate(file, cancel: TestContext.Current.CancellationToken).ExitStatus));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Refused(byte[] bytes, ImportCode code)
    {
        var report = SheetFile.Validate(bytes);
        Assert.Equal((2, code.Code), (report.ExitStatus, report.Messages.First(m => m.Code.Severity == Severity.Error).Code.Code));
    }

    /// <summary>The tests' workbook with its parts changed.</summary>
    private static byte[] Changed(Func<string, string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(SheetFile.Excel(SheetFile.Offers));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries.ToList())
            {
                string text;
                using (var reader = new StreamReader(entry.Open()))
                    text = reader.ReadToEnd();
                var (name, after) = (entry.FullName, change(entry.FullName, text));
                if (after == text)
                    continue;
                entry.Delete();
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(after);
            }
        }
        return stream.ToArray();
    }

    private static byte[] With(byte[] workbook, IEnumerable<(string Name, string Text)> parts)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        return stream.ToArray();
    }
}
