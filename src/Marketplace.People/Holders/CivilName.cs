using System.Globalization;
using System.Text;

namespace Marketplace.People.Holders;

/// <summary>
/// Makes the spellings of a person's names comparable: accents, ligatures, case, hyphens, apostrophes, double spaces.
/// Unlike a town's name nothing is abbreviated or written out.
/// </summary>
internal static class CivilName
{
    /// <summary>Lower case without accents, words apart by one space: « D’Arc-Élysée » → « d arc elysee ».</summary>
    public static string Fold(string text) => string.Join(' ', Words(text));

    /// <summary>The words of <see cref="Fold"/>.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        // Halves of surrogate pairs, which Normalize refuses, become U+FFFD on the way through the runes.
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            // Modifier letters are apostrophes of a kind: N’Diaye is also written with U+02BC.
            if (Rune.IsLetterOrDigit(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.ModifierLetter)
                word.Append(Plain(Rune.ToLowerInvariant(rune)));
            else
                Flush();
        }
        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>Whether the name as a card shows it is the identity's: every word, in order.</summary>
    public static bool Same(string card, string identity) => Words(card) is { Count: > 0 } words && words.SequenceEqual(Words(identity));

    /// <summary>
    /// Whether the given names of a card and of an identity fit: the first one equal, hyphenated or not, and of the
    /// others none that contradicts; either side may leave some out.
    /// </summary>
    public static bool GivenNamesFit(string card, string identity)
    {
        var (ofCard, ofIdentity) = (Words(card), Words(identity));
        var (firstOfCard, firstOfIdentity) = (First(card), First(identity));
        if (firstOfCard.Count == 0 || firstOfIdentity.Count == 0 || !Begins(ofCard, firstOfIdentity) || !Begins(ofIdentity, firstOfCard))
            return false;
        var (fewer, more) = ofCard.Count <= ofIdentity.Count ? (ofCard, ofIdentity) : (ofIdentity, ofCard);
        var found = 0;
        foreach (var word in more)
        {
            if (found < fewer.Count && fewer[found] == word)
                found++;
        }
        return found == fewer.Count;
    }

    /// <summary>The words of the first given name: « Jean-Paul Marie » → jean, paul.</summary>
    private static List<string> First(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Words).FirstOrDefault(words => words.Count > 0) ?? [];

    private static bool Begins(List<string> words, List<string> start) => words.Take(start.Count).SequenceEqual(start);

    /// <summary>Letters that Unicode does not decompose, as civil registers write them without accents.</summary>
    private static string Plain(Rune lower) => lower.Value switch
    {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => lower.ToString(),
    };
}
