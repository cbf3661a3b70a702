namespace Marketplace.Search.Text;

/// <summary>
/// A light stemmer for folded French words: brings plural and feminine to the masculine singular and stops there,
/// so that vente and vert, or manager and manger, stay apart. Families (boulanger, boulangerie) are
/// <see cref="WordFamilies"/>.
/// </summary>
public static class FrenchStemmer
{
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["travaux"] = "travail", ["vitraux"] = "vitrail", ["emaux"] = "email", ["baux"] = "bail", ["yeux"] = "oeil",
        ["verte"] = "vert", ["vertes"] = "vert", ["jeune"] = "jeun", ["jeunes"] = "jeun",
        ["sociaux"] = "social", ["animaux"] = "animal", ["ingenierie"] = "ingenieri",
    };

    /// <summary>Feminine endings and their masculine, longest first; the rest of the word must be at least so long.</summary>
    private static readonly (string Feminine, string Masculine, int MinRest)[] Genders =
    [
        ("ieuse", "ieur", 3), ("atrice", "ateur", 2), ("trice", "teur", 3), ("ienne", "ien", 2), ("ionne", "ion", 2),
        ("onne", "on", 3), ("euse", "eur", 3), ("iere", "ier", 2), ("elle", "el", 3), ("enne", "en", 3), ("ette", "et", 4),
        ("ere", "er", 4), ("ive", "if", 3), ("ee", "e", 3),
    ];

    /// <summary>Stem of a folded word. Words with digits or signs, and those of three letters, stay as they are.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 3 || Irregular.TryGetValue(word, out var known) || !word.All(char.IsAsciiLetterLower))
            return Irregular.GetValueOrDefault(word, word);
        var singular = Singular(word);
        return Irregular.GetValueOrDefault(singular) ?? WithoutFinalE(Masculine(singular));
    }

    private static string Singular(string word)
    {
        if (word.EndsWith("eaux", StringComparison.Ordinal))
            return word[..^1];
        if (word.Length > 5 && word.EndsWith("aux", StringComparison.Ordinal))
            return word[..^2] + "l";
        if (word.EndsWith("eux", StringComparison.Ordinal) || word.EndsWith("oux", StringComparison.Ordinal))
            return word[..^1];
        return word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
    }

    private static string Masculine(string word)
    {
        foreach (var (feminine, masculine, minRest) in Genders)
            if (word.Length >= feminine.Length + minRest && word.EndsWith(feminine, StringComparison.Ordinal))
                return word[..^feminine.Length] + masculine;
        return word;
    }

    private static string WithoutFinalE(string word)
    {
        if (word.Length < 6 || !word.EndsWith('e'))
            return word;
        var shorter = word[..^1];
        // professionnelle -> professionnell -> professionnel
        return shorter.Length > 4 && shorter[^1] == shorter[^2] ? shorter[..^1] : shorter;
    }
}
