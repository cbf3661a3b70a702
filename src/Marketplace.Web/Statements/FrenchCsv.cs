using System.Globalization;
using CsvHelper;

namespace Marketplace.Web.Statements;

/// <summary>Files for a French spreadsheet: UTF-8 with BOM, semicolons, decimal commas, nothing that would be run as a formula.</summary>
public static class FrenchCsv
{
    /// <summary>Days as 26/11/2026.</summary>
    public const string Day = "dd'/'MM'/'yyyy";

    public const string MediaType = "text/csv; charset=utf-8";

    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NegativeSign = "-" };

    public static CsvWriterOptions Options { get; } = new() { Separator = ';', WriteByteOrderMark = true, FormatProvider = Numbers,
        Injection = CsvInjection.Escape };
}
