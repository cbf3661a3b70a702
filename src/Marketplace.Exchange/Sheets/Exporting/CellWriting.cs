using System.Globalization;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Writes a value as people read it, such that the reader finds the same value again, and no spreadsheet a formula.</summary>
internal static class CellWriting
{
    /// <param name="value">In EDOF's writing; null for none.</param>
    public static string Text(SheetColumn column, string? value)
    {
        if (value is null)
            return "";
        var shown = Shown(column.Format, value);
        // French: the one under which the reader mends most.
        return shown.Length > 0 && !StartsFormula(shown) && CellReading.Read(column, shown, french: true, out var finding) == value
            && finding is null ? shown : "'" + value;
    }

    /// <summary>The same for a field of a form, where nothing runs formulas.</summary>
    public static string Typed(SheetColumn column, string value)
    {
        var shown = Shown(column.Format, value);
        return shown.Length > 0 && CellReading.Read(column, shown, french: true, out var finding) == value && finding is null
            ? shown : "'" + value;
    }

    /// <summary>Any cell's text, so that no spreadsheet takes it for a formula; read again, it is the same.</summary>
    public static string Neutral(string raw) => raw.Length > 0 && StartsFormula(raw) ? "'" + raw : raw;

    private static bool StartsFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';

    private static string Shown(SheetFormat format, string value) => format switch
    {
        SheetFormat.Date when DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        SheetFormat.Amount or SheetFormat.VatRate => value.Replace('.', ','),
        _ => value,
    };
}
