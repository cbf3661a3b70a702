using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Money.Dotations;

/// <summary>
/// What the payer writes with the transfer, <c>CPF-SIREN-CVCV-JJMMAA</c> (rule <c>dotation.transfer-label</c>). CVCV is a
/// word of two syllables that no other order of the company has that day, without letters that look like digits.
/// </summary>
public static partial class TransferLabel
{
    private const string Consonants = "BCDFGJKLMNPRTVX";
    private const string Vowels = "AEU";

    /// <summary>How many orders a company can confirm on one day.</summary>
    public const int TokensPerDay = 15 * 15 * 3 * 3;

    /// <summary>A new label.</summary>
    /// <param name="isTaken">Says so of a key.</param>
    /// <returns>Null: too many are taken.</returns>
    public static string? New(string siren, DateOnly day, Func<string, bool> isTaken)
    {
        // Any start, then one after the other: ends surely, and tells nobody how many orders there are.
        var start = RandomNumberGenerator.GetInt32(TokensPerDay);
        for (var i = 0; i < TokensPerDay; i++)
        {
            var label = string.Create(CultureInfo.InvariantCulture, $"CPF-{siren}-{Token((start + i) % TokensPerDay)}-{day:ddMMyy}");
            if (!isTaken(KeyOf(label)))
                return label;
        }
        return null;
    }

    /// <summary>Letters and digits only, upper case, without accents: what remains of a label whatever a bank makes of it.</summary>
    public static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToUpperInvariant(c));
        }
        return key.ToString();
    }

    /// <summary>
    /// All different labels in a text, as keys: banks add words before and after, change or drop hyphens, and break lines anywhere.
    /// </summary>
    public static IReadOnlyList<string> FindKeys(string text) => [.. Label().Matches(KeyOf(text)).Select(match => match.Value).Distinct()];

    internal static string Token(int number)
    {
        var (first, second) = (number / 45, number % 45);
        return new string([Consonants[first / 3], Vowels[first % 3], Consonants[second / 3], Vowels[second % 3]]);
    }

    [GeneratedRegex("CPF[0-9]{9}[A-Z]{4}[0-9]{6}", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
