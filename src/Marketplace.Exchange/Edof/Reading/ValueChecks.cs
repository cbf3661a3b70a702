using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Text;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Turns texts of the file into values, by the dictionary (shorter lists, real dates, amounts) where it is stricter
/// than the schema. What cannot be a value is reported and becomes null.
/// </summary>
internal sealed partial class ValueChecks(FileJournal journal)
{
    private const decimal LargestAmount = 9_999_999.99m;
    private const int LargestNumber = 99_999;

    /// <summary>A text of 1 to <paramref name="max"/> Unicode characters.</summary>
    public string? Text(EdofValue value, int max, int min = 1)
    {
        if (string.IsNullOrWhiteSpace(value.Text))
            return Refuse(ImportCodes.Empty, value, $"« {value.Name} » est vide.");
        return WithinLength(value, min, max);
    }

    /// <summary>A text that the schema allows to be empty.</summary>
    public string? TextOrEmpty(EdofValue value, int max) => value.Text.Length == 0 ? "" : WithinLength(value, 0, max);

    /// <summary>Free text as HTML, without elements that no page shows.</summary>
    public string? Prose(EdofValue value, int max) => Text(value, max) is null ? null : Text(value with { Text = Shown(value) }, max);

    /// <inheritdoc cref="Prose"/>
    public string? ProseOrEmpty(EdofValue value, int max) => TextOrEmpty(value, max) is null ? null : Shown(value);

    /// <summary>The text without elements that no page shows; says so in the report.</summary>
    public string Shown(EdofValue value)
    {
        var shown = OddMarkup.Remove(value.Text);
        if (shown.Length != value.Text.Length)
            journal.Report(ImportCodes.OddMarkup, value.Line,
                $"« {value.Name} » contient des éléments HTML que les pages n'affichent pas.");
        return shown;
    }

    private string? WithinLength(EdofValue value, int min, int max)
    {
        // A character outside the basic plane is two chars: count only when the shorter count decides.
        if (value.Text.Length <= max && value.Text.Length >= min * 2)
            return value.Text;
        var length = value.Text.Length - value.Text.Count(char.IsLowSurrogate);
        if (length >= min && length <= max)
            return value.Text;
        var allowed = min == max ? $"{max}" : $"de {min} à {max}";
        return Refuse(ImportCodes.Length, value, $"« {value.Name} » a {length} caractères ; permis : {allowed}.");
    }

    /// <summary>One of the permitted whole numbers.</summary>
    public int? Choice(EdofValue value, ReadOnlySpan<int> permitted)
    {
        if (value.Text.Length == 0)
            return Missing(value);
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && permitted.Contains(number)
            && value.Text.Length == number.ToString(CultureInfo.InvariantCulture).Length)
            return number;
        journal.Report(ImportCodes.Choice, value.Line,
            $"« {value.Name} » vaut « {Quote.Short(value.Text)} » ; permis : {string.Join(", ", permitted.ToArray())}.");
        return null;
    }

    public bool? YesNo(EdofValue value)
    {
        switch (value.Text)
        {
            case "0": return false;
            case "1": return true;
            case "": Missing(value); return null;
            default:
                journal.Report(ImportCodes.YesNo, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
                return null;
        }
    }

    public DateOnly? Date(EdofValue value)
    {
        if (value.Text.Length == 8
            && DateOnly.TryParseExact(value.Text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (value.Text.Length == 0)
            Missing(value);
        else
            journal.Report(ImportCodes.Date, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} », qui n'est pas une date.");
        return null;
    }

    /// <summary>Zero or more, in digits.</summary>
    public int? WholeNumber(EdofValue value)
    {
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= LargestNumber)
            return number;
        if (value.Text.Length == 0)
            return Missing(value);
        journal.Report(ImportCodes.WholeNumber, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    /// <summary>Euros with two decimals at most; keeps the file's own number of decimals.</summary>
    public decimal? Amount(EdofValue value)
    {
        if (Number(value.Text) is { } amount && amount <= LargestAmount && decimal.Round(amount, 2) == amount)
            return amount;
        if (value.Text.Length == 0)
            Missing(value);
        else
            journal.Report(ImportCodes.Amount, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    /// <summary>
    /// A rate in force in France: mainland (CGI 278 to 281 octies), Corsica (297) and overseas (296).
    /// </summary>
    public decimal? VatRate(EdofValue value)
    {
        if (Number(value.Text) is { } rate && rate is 0m or 5.5m or 10m or 20m or 2.1m or 8.5m or 1.05m or 1.75m or 0.9m or 13m)
            return rate;
        if (value.Text.Length == 0)
            Missing(value);
        else
            journal.Report(ImportCodes.VatRate, value.Line, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
        return null;
    }

    private static decimal? Number(string text) =>
        text.Length <= 20 && PlainNumber().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>A telephone number; never cited in a message.</summary>
    public string? Phone(EdofValue value, ImportCode whenEmpty)
    {
        if (value.Text.Length == 0)
            return Refuse(whenEmpty, value, "Le numéro de téléphone est vide.");
        return value.Text.Length <= 15 && PhoneNumber().IsMatch(value.Text) ? value.Text
            : Refuse(ImportCodes.Phone, value, "Un numéro de téléphone est mal écrit.");
    }

    /// <summary>An e-mail address; never cited in a message.</summary>
    public string? Email(EdofValue value, ImportCode whenEmpty)
    {
        var text = value.Text;
        if (text.Length == 0)
            return Refuse(whenEmpty, value, "Le courriel est vide.");
        return text.Length is >= 3 and <= 160 && EmailAddress().IsMatch(text) ? text
            : Refuse(ImportCodes.Email, value, "Un courriel est mal écrit.");
    }

    public string? Url(EdofValue value)
    {
        if (value.Text.Length == 0)
            return Refuse(ImportCodes.Empty, value, $"« {value.Name} » est vide.");
        return value.Text.Length is >= 3 and <= 400 && WebAddress().IsMatch(value.Text) ? value.Text
            : Refuse(ImportCodes.Url, value, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
    }

    /// <summary>A code by pattern, between two lengths.</summary>
    public string? Code(EdofValue value, Regex pattern, int min, int max, ImportCode code)
    {
        if (value.Text.Length == 0)
            return Refuse(ImportCodes.Empty, value, $"« {value.Name} » est vide.");
        return value.Text.Length >= min && value.Text.Length <= max && pattern.IsMatch(value.Text) ? value.Text
            : Refuse(code, value, $"« {value.Name} » vaut « {Quote.Short(value.Text)} ».");
    }

    private string? Refuse(ImportCode code, EdofValue value, string text)
    {
        journal.Report(code, value.Line, text);
        return null;
    }

    private int? Missing(EdofValue value)
    {
        Refuse(ImportCodes.Empty, value, $"« {value.Name} » est vide.");
        return null;
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex PlainNumber();

    [GeneratedRegex(@"^\+?[0-9]+\z")]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"^[^@\s,;<>]+@[^@\s,;<>]+\z")]
    private static partial Regex EmailAddress();

    /// <summary>http, https, or no scheme at all (www.example.fr/page); never javascript: or data:.</summary>
    [GeneratedRegex(@"^(https?://[^\s/]+\S*|[^\s:/?#]+\.[^\s:/?#]+(:[0-9]+)?([/?#]\S*)?)\z", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"^[0-9]{14}\z")]
    public static partial Regex SiretPattern();

    [GeneratedRegex(@"^RNCP[0-9]+\z")]
    public static partial Regex RncpPattern();

    [GeneratedRegex(@"^RS[0-9]+\z")]
    public static partial Regex RsPattern();

    [GeneratedRegex(@"^CPF[0-9]+\z")]
    public static partial Regex CpfPattern();

    [GeneratedRegex(@"^[0-9]+\z")]
    public static partial Regex DigitsPattern();

    [GeneratedRegex(@"^RNCP[0-9]+BC[0-9]+\z")]
    public static partial Regex BlockPattern();
}
