namespace Marketplace.Search.Text;

/// <summary>Finds départements and regions in a text, by name (en Vendée, Île-de-France) or number (coiffure 93).</summary>
public static class AreaReader
{
    private static readonly HashSet<string> Leading =
        ["en", "dans", "a", "au", "aux", "sur", "le", "la", "les", "l", "du", "de", "des", "d", "tout", "toute", "departement", "region",
            "secteur"];

    private static readonly HashSet<string> Prepositions = ["en", "dans", "departement", "region", "au", "aux"];

    /// <summary>Names that are also ordinary words: they count after a preposition only (dans le Nord, en Creuse).</summary>
    private static readonly HashSet<string> Ordinary =
        ["nord", "centre", "manche", "lot", "ain", "var", "orne", "aube", "somme", "marne", "cher", "indre", "oise", "loire",
         "landes", "creuse", "vienne", "eure", "aude", "aisne", "gard", "reunion", "aura", "bfc", "hdf", "grand est", "region sud",
             "pays basque"];

    /// <summary>After these a number of two digits is no département (bac 13 is no diploma, bloc 13 is a bloc).</summary>
    private static readonly HashSet<string> BeforeOtherNumber =
        ["niveau", "bloc", "option", "plus", "caces", "categorie", "classe", "moins", "module", "permis", "version", "windows", "office",
            "norme"];

    /// <param name="folded">The words as names are looked up.</param>
    /// <returns>The area that starts at this word and how many words it took, and its name alone; null when none does.</returns>
    public static (ReadArea Area, int Length, int NameLength)? At(
        IReadOnlyList<Word> words, IReadOnlyList<string> folded, int index, string text, AreaTable areas)
    {
        var name = index;
        var after = false;
        while (name < words.Count && name - index < 4 && Leading.Contains(folded[name]))
            after |= Prepositions.Contains(folded[name++]);
        if (name == words.Count)
            return null;
        // La Réunion and La Loire are written with their article.
        for (var start = index; start <= name; start++)
            if (areas.At(folded, start) is { } found
                && (after || !Ordinary.Contains(string.Join(' ', folded.Skip(start).Take(found.Length)))))
                return (new ReadArea(found.Area, Typed(start, found.Length)), start + found.Length - index, found.Length);
        var number = folded[name];
        var isLast = name == words.Count - 1 && name > 0 && !(name == index && BeforeOtherNumber.Contains(folded[name - 1]));
        if (number.Length is 2 or 3 && char.IsAsciiDigit(number[0]) && (after || isLast) && areas.ByNumber(number) is { } department)
            return (new ReadArea(department, Typed(name, 1)), name + 1 - index, 1);
        return null;

        string Typed(int start, int length) => text[words[start].Start..words[start + length - 1].End];
    }
}
