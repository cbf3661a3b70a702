using System.Text;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Templates;
using Marketplace.Exchange.Tests.Edof;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>Every row staged, valid or not; the files that people are given.</summary>
public sealed class StagingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_OfASheet_AreAllThere_WithRawTextAndMessages()
    {
        var table = SheetFile.Table(3).With("fin", " 30/02/2027 ", 1);
        using var staged = SheetFile.Import().Stage(SheetFile.Source(Encoding.UTF8.GetBytes(table.Csv())), cancel: Cancel);
        var rows = await staged.RowsAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(table.Columns(), staged.Headings);
        Assert.Equal([(2, "S1", true), (3, "S2", false), (4, "S3", true)], rows.Select(r => (r.Line, r.Session!, r.Accepted)));
        Assert.Equal("30/02/2027", rows[1].Cells[staged.Headings.ToList().IndexOf("fin")].Trim());
        Assert.Equal(("M304", "fin"),
            rows[1].Messages.Where(m => m.Code.Severity == Severity.Error).Select(m => (m.Code.Code, m.Column!)).Single());
    }

    [Fact]
    public async Task Rows_OfARefusedAction_AreAllRefused_AndThoseOfARefusedFile()
    {
        var table = SheetFile.Table(3).With("langue-formation", "??").With("langue-formation", "??", 1).With("action-numero", "A2", 2);
        Assert.Equal([false, false, true], await AcceptedAsync(table.Csv()));
        Assert.Equal([false, false, false], await AcceptedAsync(table.Csv() + "F9;\"jamais fermé"));
    }

    [Fact]
    public async Task Items_OfAnEdofFile_AreRowsToo()
    {
        var xml = EdofFile.With("<fin>20270305</fin>", "<fin>20270230</fin>");
        using var staged = new EdofImport(TestReference.Data, TimeProvider.System).Stage(EdofFile.Source(xml), cancel: Cancel);
        var rows = await staged.RowsAsync(Cancel).ToListAsync(Cancel);
        var refused = Assert.Single(rows, r => !r.Accepted);

        Assert.Equal((ItemLevel.Formation, ItemLevel.Action, ItemLevel.Session), (rows[0].Level, rows[1].Level, rows[2].Level));
        Assert.Equal(rows.Select(r => r.Line).Order(), rows.Select(r => r.Line));
        Assert.Equal(("F1", "A1", "S1"), (refused.Formation, refused.Action, refused.Session));
        Assert.Contains(refused.Messages, m => m.Code.Code == "M304");
        Assert.Equal(staged.Report.Sessions.Accepted + 1, rows.Count(r => r.Level == ItemLevel.Session));
        Assert.False(staged.WriteAnnotated(Stream.Null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Annotated_SaysInItsRowWhatToMend_AndMendedIsTaken(bool excel)
    {
        using var wrong = new MemoryStream();
        var source = SheetFile.Source(Encoding.UTF8.GetBytes(SheetFile.Table(2).With("fin", "=1+1", 1).Csv()));
        using (var staged = SheetFile.Import().Stage(source, cancel: Cancel))
            Assert.True(staged.WriteAnnotated(wrong));
        var text = Encoding.UTF8.GetString(wrong.ToArray());
        Assert.Contains("\"M304, fin : ", text.Split("S2")[1].Replace(";M304", ";\"M304", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain(";=1+1", text, StringComparison.Ordinal);
        Assert.Equal(0, SheetFile.Validate(text.Replace("'=1+1", "30/04/2027", StringComparison.Ordinal)).ExitStatus);
        if (!excel)
            return;
        using var book = new MemoryStream();
        using (var staged = SheetFile.Import().Stage(SheetFile.Source(SheetFile.Excel(SheetFile.Offers)), cancel: Cancel))
            Assert.True(staged.WriteAnnotated(book));
        Assert.Equal(SheetFile.Contents(SheetFile.Offers), SheetFile.Contents(SheetFile.Read(book.ToArray())));
    }

    [Fact]
    public void Example_IsAcceptedInBothFormats_WithoutAWord()
    {
        using var csv = new MemoryStream();
        using var excel = new MemoryStream();
        SheetExample.WriteCsv(csv);
        SheetExample.WriteExcel(excel);
        Assert.All([csv.ToArray(), excel.ToArray()], file =>
        {
            var report = SheetFile.Validate(file);
            Assert.Empty(report.Messages.Select(m => $"{m.Code.Code} {m.Line} {m.Column} {m.Text}"));
            Assert.Equal((1, 2, 2), (report.Formations.Accepted, report.Actions.Accepted, report.Sessions.Accepted));
        });
    }

    [Fact]
    public void Template_HasHeadingsAlone()
    {
        using var csv = new MemoryStream();
        using var excel = new MemoryStream();
        SheetTemplate.WriteCsv(csv);
        SheetTemplate.WriteExcel(excel);
        Assert.All([csv.ToArray(), excel.ToArray()], file => Assert.Equal(["M105"], SheetFile.Codes(SheetFile.Validate(file))));
    }

    [Fact]
    public void Guide_TellsEveryColumn()
    {
        Assert.All(SheetGuide.Lines, l => Assert.All((string[])[l.Column, l.Label, l.Level, l.Need, l.Format], Assert.NotEmpty));
        using var csv = new MemoryStream();
        SheetGuide.WriteCsv(csv);
        Assert.Equal(SheetGuide.Lines.Count + 1, Encoding.UTF8.GetString(csv.ToArray()).TrimEnd().Split("\r\n").Length);
    }

    private static async Task<IEnumerable<bool>> AcceptedAsync(string csv)
    {
        using var staged = SheetFile.Import().Stage(SheetFile.Source(Encoding.UTF8.GetBytes(csv)), cancel: Cancel);
        return (await staged.RowsAsync(Cancel).ToListAsync(Cancel)).Select(r => r.Accepted);
    }
}
