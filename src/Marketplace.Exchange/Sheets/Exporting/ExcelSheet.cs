using System.Data;
using System.Globalization;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Workbooks as the import reads them back.</summary>
internal static class ExcelSheet
{
    /// <summary>Excel's own limit of a cell.</summary>
    public const int CellCharacters = 32_767;

    private static readonly string[] Days = ["dd/MM/yyyy", "yyyy-MM-dd"];

    /// <summary>Writes a workbook of several sheets, each streamed.</summary>
    /// <param name="stream">Left open.</param>
    /// <param name="sheets">Name, headers, and the rows below.</param>
    public static void Write(
        Stream stream, params (string Name, IReadOnlyList<string> Headers, IEnumerable<IReadOnlyList<string>> Rows)[] sheets)
    {
        var all = sheets.ToDictionary(s => s.Name, s => Content(s.Headers, s.Rows));
        // The library goes back in what it writes.
        using var workbook = TemporaryFile.Create();
        workbook.SaveAs(all, configuration: new OpenXmlConfiguration
        {
            FastMode = true,
            AutoFilter = false,
            DynamicColumns = [.. sheets.SelectMany(s => s.Headers).Distinct().Select(h => new DynamicExcelColumn(h) { Width = 22 })],
        });
        workbook.Position = 0;
        workbook.CopyTo(stream);
    }

    private static object Content(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (rows is not IReadOnlyCollection<IReadOnlyList<string>> { Count: 0 })
            return Rows(headers, rows);
        // Without any row only a table tells its headings.
        var empty = new DataTable();
        foreach (var header in headers)
            empty.Columns.Add(header);
        return empty;
    }

    private static IEnumerable<IDictionary<string, object?>> Rows(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var columns = headers.Select(SheetColumns.Find).ToArray();
        foreach (var cells in rows)
        {
            var row = new Dictionary<string, object?>(headers.Count);
            for (var i = 0; i < headers.Count; i++)
                row[headers[i]] = Value(columns[i]?.Format ?? SheetFormat.Text, i < cells.Count ? cells[i] : "");
            yield return row;
        }
    }

    /// <summary>Days and numbers as such, where that says the same; everything else is text, so that no zero is lost.</summary>
    private static object? Value(SheetFormat format, string cell)
    {
        if (cell.Length == 0)
            return null;
        if (cell.Length > CellCharacters)
            throw new SheetTooLargeException();
        if (format == SheetFormat.Date && DateTime.TryParseExact(cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day) && day.Year is >= 1955 and < 2119)
            return day;
        if (format is SheetFormat.WholeNumber or SheetFormat.Choice or SheetFormat.YesNo && cell.Length < 10
            && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == cell)
            return number;
        if (format is SheetFormat.Amount or SheetFormat.VatRate && cell.Length < 15
            && decimal.TryParse(cell.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && ((double)amount).ToString("G15", CultureInfo.InvariantCulture) == cell.Replace(',', '.'))
            return (double)amount;
        return cell;
    }
}

/// <summary>A text is longer than a cell of Excel may be.</summary>
public sealed class SheetTooLargeException()
    : Exception("Un texte du catalogue dépasse ce qu'une cellule d'Excel peut contenir (32 767 caractères) : exportez en CSV.");
