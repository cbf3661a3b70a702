using System.Collections.Frozen;
using System.Globalization;
using Marketplace.Search.Text;

namespace Marketplace.Search.QueryText;

/// <summary>
/// Numbers that may lead to somebody: telephone, NIR, IBAN, SIRET, dates of birth, number plates. Five digits or more,
/// whatever stands between them, unless they are a code of the registers or a standard. A postcode becomes its
/// département.
/// </summary>
internal static class PersonalNumbers
{
    private const int MostDigits = 4;
    private const int MostDigitsInAll = 8;

    /// <summary>A number behind these words names a certification or a standard.</summary>
    private static readonly FrozenDictionary<string, int> Registers =
        new Dictionary<string, int> { ["rncp"] = 6, ["rs"] = 6, ["cpf"] = 6, ["iso"] = 5 }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Months =
        new[] { "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
            "decembre" }.ToFrozenSet();

    /// <returns>The words with codes written in one way and postcodes rounded; null when a number may be somebody's.</returns>
    public static List<string>? Round(IReadOnlyList<string> words, Gazetteer places)
    {
        var rounded = new List<string>(words.Count);
        var (running, all) = (0, 0);
        for (var i = 0; i < words.Count; i++)
        {
            var digits = words[i].Count(char.IsAsciiDigit);
            var isNumber = digits == words[i].Length;
            if (CodeLength(words, i) is { } taken)
            {
                rounded.Add(words[i] is "iso" || taken == 1 ? words[i] : words[i] + words[i + 1]);
                if (words[i] is "iso" && taken == 2)
                    rounded.Add(words[i + 1]);
                i += taken - 1;
                running = 0;
                continue;
            }
            if (IsPlate(words, i) || IsDate(words, i))
                return null;
            var follows = running > 0 || (i + 1 < words.Count && words[i + 1].All(char.IsAsciiDigit));
            if (isNumber && digits == 5 && !follows && places.ByPostcode(words[i]) is { } place)
            {
                rounded.Add(place.Department.ToLowerInvariant());
                running = 2;
                all += 2;
                if (all > MostDigitsInAll)
                    return null;
                continue;
            }
            // Letters end a run of digits, but the digits before them still belong to it.
            running += words[i].TakeWhile(char.IsAsciiDigit).Count();
            all += digits;
            if (digits > MostDigits || running > MostDigits || all > MostDigitsInAll)
                return null;
            running = isNumber ? running : 0;
            rounded.Add(words[i]);
        }
        return rounded;
    }

    /// <summary>How many words the code that begins here takes; null when none does.</summary>
    private static int? CodeLength(IReadOnlyList<string> words, int i)
    {
        foreach (var (register, most) in Registers)
        {
            if (words[i] == register)
                return i + 1 < words.Count && IsCode(words[i + 1], most) ? 2 : null;
            if (words[i].StartsWith(register, StringComparison.Ordinal) && IsCode(words[i][register.Length..], most))
                return 1;
        }
        return null;
    }

    /// <summary>37805, or 37805bc02: a block.</summary>
    private static bool IsCode(string text, int most)
    {
        var block = text.IndexOf("bc", StringComparison.Ordinal);
        var number = block > 0 && text.Length - block is 3 or 4 && text[(block + 2)..].All(char.IsAsciiDigit) ? text[..block] : text;
        return number.Length >= 2 && number.Length <= most && number.All(char.IsAsciiDigit);
    }

    /// <summary>AB-123-CD.</summary>
    private static bool IsPlate(IReadOnlyList<string> words, int i) =>
        (i + 2 < words.Count && IsPair(words[i]) && words[i + 1].Length == 3 && words[i + 1].All(char.IsAsciiDigit) && IsPair(words[i + 2]))
        || (words[i].Length == 7 && IsPair(words[i][..2]) && words[i][2..5].All(char.IsAsciiDigit) && IsPair(words[i][5..]));

    private static bool IsPair(string word) => word.Length == 2 && word.All(char.IsAsciiLetter);

    /// <summary>12 mars 1985.</summary>
    private static bool IsDate(IReadOnlyList<string> words, int i) =>
        i > 0 && i + 1 < words.Count && Months.Contains(words[i])
        && (words[i - 1] == "1er"
            || (int.TryParse(words[i - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= 31))
        && words[i + 1].Length is 2 or 4 && words[i + 1].All(char.IsAsciiDigit);
}
