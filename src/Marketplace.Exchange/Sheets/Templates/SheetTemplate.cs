using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Templates;

/// <summary>The file that providers fill in: headings of the columns that most need; in Excel the field guide is beside them.</summary>
public static class SheetTemplate
{
    /// <summary>All but those that few need.</summary>
    public static IReadOnlyList<SheetColumn> Columns { get; } = [.. SheetColumns.All.Where(c => c.Need != SheetNeed.Rare)];

    /// <param name="stream">Left open.</param>
    public static void WriteCsv(Stream stream) => SheetFiles.WriteCsv(stream, Columns, []);

    /// <inheritdoc cref="WriteCsv"/>
    public static void WriteExcel(Stream stream) => SheetFiles.WriteExcel(stream, Columns, []);
}

/// <summary>A catalogue of one formation that the import accepts, in the template's columns.</summary>
public static class SheetExample
{
    /// <inheritdoc cref="SheetTemplate.WriteCsv"/>
    public static void WriteCsv(Stream stream) => SheetFiles.WriteCsv(stream, SheetTemplate.Columns, Rows());

    /// <inheritdoc cref="SheetTemplate.WriteCsv"/>
    public static void WriteExcel(Stream stream) => SheetFiles.WriteExcel(stream, SheetTemplate.Columns, Rows());

    /// <summary>Two sessions of an action, and an action at a distance that has none yet.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return Row([]);
        yield return Row(new() { ["session-numero"] = "S2", ["debut"] = "05/04/2027", ["fin"] = "09/04/2027" });
        yield return Row(new() { ["action-numero"] = "A2", ["modalites-enseignement"] = "2" }, withSession: false);
    }

    private static string[] Row(Dictionary<string, string> own, bool withSession = true) => [.. SheetTemplate.Columns.Select(c =>
        c.Level == Edof.Reporting.ItemLevel.Session && !withSession ? "" : own.GetValueOrDefault(c.Name) ?? c.Example)];
}

internal static class SheetFiles
{
    public static void WriteCsv(Stream stream, IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = new CsvSheet(stream);
        csv.Write([.. columns.Select(c => c.Name)]);
        foreach (var row in rows)
            csv.Write(row);
    }

    public static void WriteExcel(Stream stream, IReadOnlyList<SheetColumn> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        ExcelSheet.Write(stream, (ExcelRows.Catalogue, [.. columns.Select(c => c.Name)], rows),
            (ExcelRows.Guide, SheetGuide.Headings, SheetGuide.Lines.Select(l => l.Cells)));
}
