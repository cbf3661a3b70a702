namespace Marketplace.Search.Text;

/// <summary>
/// Words of one family in the language of trades: boulanger and boulangerie, vendeur and vente, électricien and
/// électricité. Only those that the index knows are used, at a lower weight.
/// </summary>
public static class WordFamilies
{
    /// <summary>Weight against the word itself.</summary>
    public const double Weight = 0.6;

    private const int ShortestRoot = 4;

    /// <summary>Endings of stems that replace each other behind one root.</summary>
    private static readonly string[][] Families =
    [
        ["", "er", "eri", "ier", "eur", "ist", "ag", "age"],
        ["e", "er", "ier", "eri", "eur"],
        ["", "tier", "teri"],
        ["ur", "eur"],
        ["iqu", "icien", "i", "ist"],
        ["icit", "icien", "iqu", "icite"],
        ["iqu", "ier", "eri", "urgi"],
        ["age", "ag", "eur", "er"],
        ["ation", "ateur", "at", ""],
        ["ion", "eur"],
        ["i", "ien", "ist", "u", "iqu", ""],
        ["abilit", "abl", "abilite"],
        ["ist", "", "ism"],
        ["isation", "iseur", "is"],
        ["ment", "eur"],
        ["an", "aneri", "anat"],
    ];

    /// <summary>Words that only look like a member of a family: chant and chantier, quart and quartier.</summary>
    private static readonly HashSet<string> Strangers = ["chantier", "quartier", "portier"];

    /// <summary>Other stems of the family by which something is named.</summary>
    public static IEnumerable<string> Of(string stem, ILexicon lexicon)
    {
        if (!stem.All(char.IsAsciiLetterLower))
            return [];
        return Candidates(stem).Distinct().Where(c => c != stem && !Strangers.Contains(c) && lexicon.Naming(c) > 0);
    }

    private static IEnumerable<string> Candidates(string stem)
    {
        foreach (var family in Families)
            foreach (var ending in family)
            {
                if (!stem.EndsWith(ending, StringComparison.Ordinal) || stem.Length - ending.Length < ShortestRoot)
                    continue;
                var root = stem[..^ending.Length];
                foreach (var other in family)
                    if (other != ending)
                        yield return root + other;
            }
    }
}
