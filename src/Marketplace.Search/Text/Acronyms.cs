namespace Marketplace.Search.Text;

/// <summary>
/// The initials of certifications' titles, which people type instead: ATMFC is the Assistant technique en milieux familial
/// et collectif, BPREA the BP Responsable d'entreprise agricole. Nobody has to write them down one by one. Immutable.
/// </summary>
public sealed class Acronyms
{
    public static readonly Acronyms None = new([]);

    private const int Shortest = 2;
    private const int Longest = 7;
    private const int LongAlone = 4;
    private const int LongBesideLevel = 3;

    /// <summary>"de", "et" … count in some acronyms and not in others; more of them in a title are left out.</summary>
    private const int MostStopWords = 3;

    /// <summary>Part of a title from here on is a variant, and not in the acronym.</summary>
    private static readonly HashSet<string> Variants = ["option", "options", "opt", "specialite", "mention", "dominante", "parcours"];

    private readonly Dictionary<string, List<Title>> titles = [];

    /// <param name="certifications">Titles with their abbreviation (BTS, TP …) and level, where they have one.</param>
    public Acronyms(IEnumerable<(string Title, string? Abbreviation, int? Level)> certifications)
    {
        foreach (var (title, abbreviation, level) in certifications)
            Add(title.Split([" (", ":", ";", " – ", " - ", ",", "\""], 2, StringSplitOptions.None)[0], Folding.Fold(abbreviation ?? ""),
                level);
    }

    /// <summary>Titles (as stems) with these initials; those of the level asked for, where there are any.</summary>
    /// <param name="initials">Folded letters.</param>
    public IReadOnlyList<IReadOnlyList<string>> Find(string initials, int? level)
    {
        if (!titles.TryGetValue(initials, out var found))
            return [];
        var ofLevel = found.Where(t => level is not null && t.Level == level).ToList();
        // Few letters without a diploma word stand for too many titles (MBA is no Maçon du bâti ancien).
        var fitting = ofLevel.Count > 0 ? ofLevel
            : initials.Length >= (level is null ? LongAlone : LongBesideLevel) ? found.Where(t => t.Initials == initials) : [];
        return [.. fitting.Select(t => t.Stems).DistinctBy(s => string.Join(' ', s))];
    }

    private void Add(string title, string abbreviation, int? level)
    {
        var words = Tokeniser.Words(title);
        var end = words.FindIndex(w => Variants.Contains(w.Folded));
        var stems = new List<string>();
        // Initials with and without each of the small words.
        var initials = new List<string> { "" };
        var small = 0;
        for (var i = 0; i < (end < 0 ? words.Count : end); i++)
        {
            var letter = words[i].Folded[..1];
            if (!StopWords.IsStop(words, i))
            {
                stems.Add(FrenchStemmer.Stem(words[i].Folded));
                initials = initials.ConvertAll(s => s + letter);
            }
            else if (++small <= MostStopWords)
            {
                initials.AddRange(initials.ConvertAll(s => s + letter));
            }
            if (stems.Count > Longest)
                return;
        }
        if (stems.Count < Shortest)
            return;
        if (abbreviation.Length is > 1 and < 5 && abbreviation.All(char.IsAsciiLetter))
            initials.Add(abbreviation + initials[0]);
        // Without small words, or with the abbreviation before.
        string[] full = [initials[0], initials[^1]];
        foreach (var key in initials.Where(s => s.Length is >= Shortest and <= Longest && s.All(char.IsAsciiLetter)).Distinct())
        {
            if (!titles.TryGetValue(key, out var known))
                titles[key] = known = [];
            if (!known.Exists(t => t.Level == level && t.Initials.Length > 0 && t.Stems.SequenceEqual(stems)))
                known.Add(new Title([.. stems], level, key == full[0] || key == full[^1] ? key : ""));
        }
    }

    /// <param name="Initials">The initials, where no small word is among them.</param>
    private sealed record Title(string[] Stems, int? Level, string Initials);
}
