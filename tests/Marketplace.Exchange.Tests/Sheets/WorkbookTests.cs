using Marketplace.Exchange.Edof.Reporting;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>Cells that are days, numbers and words of Excel, and the sheets around them.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public void Cells_AsExcelKeepsThem_AreRead()
    {
        var book = Book(new()
        {
            ["debut"] = new DateTime(2027, 3, 1), ["fin"] = 46482, ["frais-ht"] = 500.5, ["frais-ttc"] = 600.6, ["taux-tva"] = 0.2,
            ["garantie"] = true, ["nombre-de-places"] = 12, ["lieu-de-formation-codepostal"] = 1310, ["SIRET"] = 12345678200010,
        });
        var report = SheetFile.Validate(book);
        var action = SheetFile.Read(book).Single().Actions.Single();

        Assert.Equal((0, "12345678200010", "Excel, feuille « Catalogue »"), (report.ExitStatus, report.Siret, report.Format));
        Assert.Equal((new DateOnly(2027, 3, 1), new DateOnly(2027, 4, 5)),
            (action.Sessions[0].Start!.Value, action.Sessions[0].End!.Value));
        Assert.Equal((500.5m, 600.6m, 20m), (action.Action.Fees.Exclusive, action.Action.Fees.Inclusive, action.Action.Fees.VatRate));
        Assert.Equal(("01310", true, 12), (action.Action.Place.Address!.Postcode, action.Sessions[0].Guaranteed, action.Capacities!["S1"]));
        Assert.Contains(report.Messages, m => m.Code == ImportCodes.ZeroAdded && m.Column == "lieu-de-formation-codepostal" && m.Line == 2);
    }

    [Fact]
    public void Mistake_InAWorkbook_HasItsRowAndColumn()
    {
        var message = Assert.Single(SheetFile.Validate(Book(new() { ["debut"] = "bientôt" })).Messages, m => m.Code == ImportCodes.Date);
        Assert.Equal((2, "debut"), (message.Line, message.Column));
    }

    [Fact]
    public void SheetNamedCatalogue_IsTakenWhereverItStands()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object> { ["Notes"] = new[] { new { a = 1 } }, ["Catalogue"] = Rows([]) });
        Assert.Equal(0, SheetFile.Validate(stream.ToArray()).ExitStatus);
    }

    [Fact]
    public void OtherSheets_ThatAreNotRead_AreSaid()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new Dictionary<string, object> { ["2027"] = Rows([]), ["2028"] = Rows([]) });
        var report = SheetFile.Validate(stream.ToArray());
        Assert.Contains("« 2027 »", Assert.Single(report.Messages, m => m.Code == ImportCodes.OtherSheets).Text, StringComparison.Ordinal);
    }

    /// <summary>The tests' row with these cells instead.</summary>
    private static byte[] Book(Dictionary<string, object> cells)
    {
        using var stream = new MemoryStream();
        stream.SaveAs(Rows(cells), sheetName: "Catalogue", configuration: new OpenXmlConfiguration
        {
            DynamicColumns = [new DynamicExcelColumn("taux-tva") { Format = "0%" }],
        });
        return stream.ToArray();
    }

    private static Dictionary<string, object>[] Rows(Dictionary<string, object> cells)
    {
        var row = SheetFile.Table().Rows[0].ToDictionary(c => c.Key, c => (object)c.Value);
        foreach (var (name, value) in cells)
            row[name] = value;
        return [row];
    }
}
