using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Document;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>
/// Turns what people and spreadsheets write in a cell into EDOF's writing of it. What cannot be understood stays as it is: the
/// rules of the format say what is wrong.
/// </summary>
internal static partial class CellReading
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];
    private static readonly HashSet<string> Errors =
        ["#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NULL!", "#NUL!", "#NUM!", "#NOMBRE!"];

    private static readonly string[] Days =
        ["yyyyMMdd", "d/M/yyyy", "yyyy-M-d", "d-M-yyyy", "d.M.yyyy", "yyyy/M/d", "d/M/yyyy HH:mm:ss", "d/M/yyyy HH:mm",
            "yyyy-M-d HH:mm:ss", "yyyy-M-dTHH:mm:ss"];

    /// <param name="french">Whether the address of the cell is in France, for a postcode.</param>
    /// <param name="finding">What was mended or cannot be mended; null most times.</param>
    /// <returns>Null for an empty cell.</returns>
    public static string? Read(SheetColumn column, string raw, bool french, out (ImportCode Code, string Text)? finding)
    {
        finding = null;
        if (Literal(column.Format, raw) is { } literal)
            return literal;
        var text = raw.Trim(Blanks);
        if (text.Length == 0)
            return null;
        if (text[0] == '#' && Errors.Contains(text))
        {
            finding = (ImportCodes.ErrorCell, $"« {column.Name} » contient l'erreur {text}.");
            return text;
        }
        switch (column.Format)
        {
            case SheetFormat.Date: return Day(text);
            case SheetFormat.WholeNumber or SheetFormat.Choice: return Compact(text);
            case SheetFormat.Amount or SheetFormat.VatRate: return Number(text);
            case SheetFormat.YesNo: return YesNo(text);
            case SheetFormat.Certification: return Compact(text).ToUpperInvariant();
            case SheetFormat.Codes:
                return string.Join(SheetValues.Between, Separators().Split(text).Where(c => c.Length > 0)).ToUpperInvariant();
            case SheetFormat.Phone: return Digits(column, PhoneMarks().Replace(text, ""), 9, ref finding);
            case SheetFormat.Siret: return Digits(column, Compact(text), 13, ref finding);
            case SheetFormat.Postcode when french: return Digits(column, Compact(text), 4, ref finding);
            case SheetFormat.Extras:
                if (ExtrasFragment.Parse(text) is null)
                    finding = (ImportCodes.ExtrasUnreadable, $"« {column.Name} » n'est pas une suite d'éléments extra bien formés.");
                return text;
            default: return text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
        }
    }

    /// <summary>
    /// What follows an apostrophe is meant as it stands: exports put it before what a spreadsheet would run as a formula or change.
    /// Alone, it is an empty text. In free text it says so only before such a character: « 's-Gravenhage » stays whole.
    /// </summary>
    private static string? Literal(SheetFormat format, string raw)
    {
        if (raw.Length == 0 || raw[0] != '\'')
            return null;
        return raw.Length == 1 || format is not (SheetFormat.Text or SheetFormat.Html) || raw[1] is '=' or '+' or '-' or '@' or '\t' or '\r'
            or '\n' or '\'' or '#' or ' ' ? raw[1..] : null;
    }

    private static string Day(string text) =>
        DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.TimeOfDay == TimeSpan.Zero
            ? day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : text;

    private static string Number(string text)
    {
        var number = Compact(text).TrimEnd('€', '%');
        return number.Count(c => c is ',' or '.') == 1 ? number.Replace(',', '.') : number;
    }

    private static string YesNo(string text) => HeaderKey.Of(text) switch
    {
        "oui" or "vrai" or "true" => "1",
        "non" or "faux" or "false" => "0",
        _ => text,
    };

    /// <summary>A number written as digits that spreadsheets take for an amount: they drop its first zero, or round it.</summary>
    private static string Digits(SheetColumn column, string text, int shortened, ref (ImportCode, string)? finding)
    {
        if (Rounded().IsMatch(text))
        {
            finding = (ImportCodes.RoundedNumber, $"« {column.Name} » a été arrondi par un tableur : ses derniers chiffres sont perdus.");
            return text;
        }
        if (text.Length != shortened || !text.All(char.IsAsciiDigit) || text[0] == '0')
            return text;
        finding = (ImportCodes.ZeroAdded, column.Format == SheetFormat.Phone
            ? $"Le premier zéro de « {column.Name} » manquait ; il a été remis." : $"« {column.Name} » : {text} est lu 0{text}.");
        return "0" + text;
    }

    /// <summary>Without spaces, those of numbers (U+00A0, U+202F) included.</summary>
    private static string Compact(string text) => Spaces().Replace(text, "");

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\s.\-()/]")]
    private static partial Regex PhoneMarks();

    [GeneratedRegex(@"[\s|,;]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^[0-9]([.,][0-9]+)?E\+?[0-9]+\z", RegexOptions.IgnoreCase)]
    private static partial Regex Rounded();
}
