using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Marketplace.Payments.BankDetails;

/// <summary>
/// International bank account numbers (ISO 13616) of the single euro payments area, and the code of their bank (ISO 9362): what can be
/// told of them without asking the bank.
/// </summary>
public static partial class Iban
{
    /// <summary>Characters of the longest one, with a blank after each four.</summary>
    public const int LongestTyped = 45;

    private static readonly FrozenDictionary<string, int> Lengths = new Dictionary<string, int>
    {
        ["AD"] = 24, ["AL"] = 28, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18,
        ["EE"] = 20, ["ES"] = 24, ["FI"] = 18, ["FR"] = 27, ["GB"] = 22, ["GI"] = 23, ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22,
        ["IS"] = 26, ["IT"] = 27, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21, ["MC"] = 27, ["MD"] = 24, ["ME"] = 22, ["MK"] = 19,
        ["MT"] = 31, ["NL"] = 18, ["NO"] = 15, ["PL"] = 28, ["PT"] = 25, ["RO"] = 24, ["RS"] = 22, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24,
        ["SM"] = 27, ["VA"] = 22,
    }.ToFrozenDictionary();

    /// <summary>Without blanks and in capitals, as it is kept.</summary>
    public static string Normalise(string typed) => Blanks().Replace(typed, "").ToUpperInvariant();

    /// <summary>What is wrong with a normalised number and how to mend it, in French; null: nothing.</summary>
    public static string? Problem(string iban)
    {
        if (!Shape().IsMatch(iban))
            return "Un IBAN commence par deux lettres et deux chiffres, puis ne compte que des lettres et des chiffres, par exemple FR76 …";
        if (!Lengths.TryGetValue(iban[..2], out var length))
            return $"Les virements en euros ne vont pas vers le pays « {iban[..2]} » : donnez un compte de la zone SEPA.";
        if (iban.Length != length)
            return $"Un IBAN {iban[..2]} a {length} caractères : celui-ci en a {iban.Length}.";
        return Remainder(iban) == 1 ? null : "La clé de cet IBAN n’est pas juste : recopiez-le du relevé d’identité bancaire.";
    }

    /// <summary>What is wrong with a bank's code; null: nothing.</summary>
    public static string? BicProblem(string bic) => Bic().IsMatch(bic)
        ? null : "Un BIC a 8 ou 11 caractères, par exemple AGRIFRPP882 : recopiez-le du relevé d’identité bancaire.";

    /// <summary>What pages show: the country and the last four characters.</summary>
    public static string Masked(string country, string ending) => $"{country}•• •••• … {ending}";

    // The first four characters go to the end, letters count from ten: 97 divides it and leaves one.
    private static int Remainder(string iban) => (iban[4..] + iban[..4]).Aggregate(0, (rest, c) =>
        char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97);

    [GeneratedRegex(@"[\s\u00A0\u202F.\-]")]
    private static partial Regex Blanks();

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}$")]
    private static partial Regex Shape();

    [GeneratedRegex("^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")]
    private static partial Regex Bic();
}
