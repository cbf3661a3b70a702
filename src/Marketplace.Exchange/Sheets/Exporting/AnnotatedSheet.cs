using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>A sheet given back as it came, with a column of what is to be mended.</summary>
internal static class AnnotatedSheet
{
    public static bool Write(Stream stream, StagedSheet sheet, FileReport report, IEnumerable<StagedRow> rows)
    {
        if (sheet.Header is not { } header)
            return false;
        // A column of an earlier answer is replaced, not added to.
        var kept = Enumerable.Range(0, header.Names.Count)
            .Where(i => HeaderKey.Of(header.Names[i]) != HeaderKey.Of(SheetHeader.Errors)).ToList();
        var names = Unique([.. kept.Select(i => header.Names[i]), SheetHeader.Errors]);
        var cells = rows.Select((row, i) => (IReadOnlyList<string>)
            [.. kept.Select(place => place < row.Cells.Count ? CellWriting.Neutral(row.Cells[place]) : ""),
                CellWriting.Neutral(Text(i == 0 ? OfTheFile(sheet, report).Concat(row.Messages) : row.Messages))]);
        if (sheet.IsExcel)
        {
            ExcelSheet.Write(stream, (ExcelRows.Catalogue, names, cells));
            return true;
        }
        using var csv = new CsvSheet(stream);
        csv.Write(names);
        foreach (var row in cells)
            csv.Write(row);
        return true;
    }

    /// <summary>What no row has: said in the first.</summary>
    private static IEnumerable<ImportMessage> OfTheFile(StagedSheet sheet, FileReport report)
    {
        var lines = Enumerable.Range(1, sheet.Rows).Select(row => sheet.LineOf(row)).ToHashSet();
        return report.Messages.Where(m => m.Line is null || !lines.Contains(m.Line));
    }

    private static string Text(IEnumerable<ImportMessage> messages)
    {
        var text = string.Join("\n", messages.Select(m => $"{m.Code.Code}{(m.Column is null ? "" : $", {m.Column}")} : {m.Text}"));
        return text.Length <= ExcelSheet.CellCharacters ? text : text[..(ExcelSheet.CellCharacters - 1)] + "…";
    }

    /// <summary>A workbook's table heads no two columns alike.</summary>
    private static List<string> Unique(IReadOnlyList<string> names)
    {
        var unique = new List<string>(names.Count);
        foreach (var name in names)
        {
            var (next, n) = (name, 2);
            while (unique.Contains(next))
                next = $"{name} ({n++})";
            unique.Add(next);
        }
        return unique;
    }
}
