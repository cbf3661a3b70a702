using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Marketplace.Search.Text;

namespace Marketplace.Search.QueryText;

/// <summary>Why a text is not kept.</summary>
public enum Withheld { Name, Address, Number, Contact, Length, Script }

/// <param name="Text">Folded words; null when there were none, or when they are not kept.</param>
/// <param name="Withheld">Why they are not kept.</param>
public readonly record struct CleanText(string? Text, Withheld? Withheld = null);

/// <summary>
/// Makes of what somebody typed what the query log may keep: folded words, without anything that looks like a
/// person's name, an address or a number of theirs. In doubt nothing is kept.
/// </summary>
/// <param name="places">Towns, whose names are no surnames, and postcodes.</param>
public sealed class QueryTextCleaner(Gazetteer places, TrainingWords training)
{
    /// <summary>A longer text tells a story, which no popular query does.</summary>
    public const int Longest = 80;

    private const int LongestWord = 30;

    private static readonly FrozenSet<string> MailHosts =
        new[] { "gmail", "hotmail", "yahoo", "laposte", "protonmail", "icloud", "arobase", "wanadoo", "outlook" }.ToFrozenSet();

    public CleanText Clean(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return default;
        var text = Plain(typed);
        if (text.Contains('@') || text.Contains("://", StringComparison.Ordinal)
            || text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return new(null, Withheld.Contact);
        List<string> words = [.. Tokeniser.Words(text).Select(word => word.Folded)];
        if (words.Count == 0)
            return default;
        if (words.Exists(word => word.Any(c => char.IsLetterOrDigit(c) && !char.IsAscii(c))))
            return new(null, Withheld.Script);
        if (IsMailAddress(words))
            return new(null, Withheld.Contact);
        if (PersonalNumbers.Round(words, places) is not { } rounded)
            return new(null, Withheld.Number);
        if (StreetAddress.LooksIn(rounded, training.Contains))
            return new(null, Withheld.Address);
        if (PersonNames.LookIn(rounded, Towns(rounded), training))
            return new(null, Withheld.Name);
        var kept = string.Join(' ', rounded);
        return kept.Length > Longest || rounded.Exists(word => word.Length > LongestWord) ? new(null, Withheld.Length) : new(kept);
    }

    /// <summary>Digits of every script, full-width signs and the like as ASCII; halves of characters go.</summary>
    private static string Plain(string typed)
    {
        var whole = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes())
            if (rune != Rune.ReplacementChar)
                whole.Append(rune.ToString());
        var plain = new StringBuilder(whole.Length);
        foreach (var c in whole.ToString().Normalize(NormalizationForm.FormKC))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;
            plain.Append(CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? (char)('0' + digit) : c);
        }
        return plain.ToString();
    }

    /// <summary>jean dupont gmail com: the sign was left out.</summary>
    private static bool IsMailAddress(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
            if (MailHosts.Contains(words[i]) && (words[i] == "arobase" || (i + 1 < words.Count && words[i + 1] is "com" or "fr" or "net")))
                return true;
        return false;
    }

    /// <summary>By word, whether it belongs to the name of a town: a known one, or one of several words.</summary>
    private bool[] Towns(List<string> words)
    {
        var isTown = new bool[words.Count];
        for (var i = 0; i < words.Count; i++)
            for (var length = Math.Min(Gazetteer.LongestName, words.Count - i); length > 0; length--)
            {
                if (places.ByName(words.GetRange(i, length)) is not { } town
                    || (length == 1 && (town.Population < Gazetteer.KnownTown || PersonNames.IsFirstName(words[i]))))
                    continue;
                Array.Fill(isTown, true, i, length);
                i += length - 1;
                break;
            }
        return isTown;
    }
}
