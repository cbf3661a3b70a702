using System.Globalization;
using Marketplace.Exchange.Edof.Exporting;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>Values of records in EDOF's writing.</summary>
internal static class SheetValues
{
    /// <summary>Between the codes of one cell.</summary>
    public const string Between = " | ";

    public static string? Text(bool? value) => value switch { true => "1", false => "0", null => null };

    public static string? Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>With the decimals that it came with.</summary>
    public static string? Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Text(DateOnly? value) => value is { } day ? XmlWriting.Text(day) : null;

    public static string? Text<T>(IReadOnlyList<T>? codes) => codes is null or { Count: 0 } ? null
        : string.Join(Between, codes.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));
}
