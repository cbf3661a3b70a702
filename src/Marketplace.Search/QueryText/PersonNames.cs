using System.Collections.Frozen;
using Marketplace.Search.Text;

namespace Marketplace.Search.QueryText;

/// <summary>
/// Finds what looks like a person's name: a form of address before a word, or a first name beside a word that is
/// probably a surname. A first name alone is no name: « tailleur de pierre », « coiffure chez sophie ».
/// </summary>
internal static class PersonNames
{
    private const string Ambiguous = "?";

    /// <summary>By first name, whether it is also an ordinary word.</summary>
    private static readonly FrozenDictionary<string, bool> FirstNames = TextResource.Lines("first-names.txt")
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .GroupBy(name => name.TrimEnd('?'))
            .ToFrozenDictionary(g => g.Key, g => g.Any(n => n.EndsWith(Ambiguous, StringComparison.Ordinal)));

    private static readonly FrozenSet<string> Titles =
        new[] { "mr", "mrs", "mme", "mmes", "mlle", "mlles", "monsieur", "madame", "mademoiselle", "messieurs", "dr" }.ToFrozenSet();

    /// <summary>Between a first name and a surname.</summary>
    private static readonly FrozenSet<string> Particles =
        new[] { "de", "du", "des", "le", "la", "les", "ben", "bin", "el", "al", "ait", "van", "von", "der", "da", "dos", "di", "del",
            "della", "d", "o", "mc" }.ToFrozenSet();

    /// <summary>Before these a letter m is no « monsieur ».</summary>
    private static readonly FrozenSet<string> BeforeLetter =
        new[] { "permis", "classe", "type", "option", "serie", "categorie", "taille", "niveau", "module", "plan", "bloc", "groupe",
            "master" }.ToFrozenSet();

    /// <param name="words">Folded, in order.</param>
    /// <param name="isTown">By word: part of a town's name.</param>
    public static bool LookIn(IReadOnlyList<string> words, IReadOnlyList<bool> isTown, TrainingWords training)
    {
        for (var i = 0; i < words.Count; i++)
            if (IsAddressed(words, i, training) || IntroducesOneself(words, i)
                || (!isTown[i] && FirstNames.TryGetValue(words[i], out var ordinary) && HasSurname(words, isTown, i, ordinary, training)))
                return true;
        return false;
    }

    public static bool IsFirstName(string word) => FirstNames.ContainsKey(word);

    private static bool IsAddressed(IReadOnlyList<string> words, int i, TrainingWords training)
    {
        if (i + 1 >= words.Count || !IsNameLike(words[i + 1]))
            return false;
        return Titles.Contains(words[i])
            || (words[i] == "m" && (i == 0 || !BeforeLetter.Contains(words[i - 1])) && (i == 0 || !training.Contains(words[i + 1])));
    }

    private static bool IntroducesOneself(IReadOnlyList<string> words, int i) =>
        words[i] == "appelle" || words[i] == "nomme" || (words[i] == "nom" && i > 0 && words[i - 1] is "mon" or "prenom")
            || words[i] == "prenom";

    private static bool HasSurname(IReadOnlyList<string> words, IReadOnlyList<bool> isTown, int i, bool ordinary, TrainingWords training)
    {
        var next = i + 1;
        while (!ordinary && next < words.Count - 1 && next <= i + 2 && Particles.Contains(words[next]))
            next++;
        // Behind a particle a town's name is a surname as well (Jeanne de la Tour).
        if (next < words.Count && (!isTown[next] || next > i + 1) && IsNameLike(words[next])
            && (FirstNames.ContainsKey(words[next]) || !ordinary || !training.Contains(words[next])))
            return true;
        return i > 0 && !isTown[i - 1] && IsNameLike(words[i - 1]) && !training.Contains(words[i - 1]);
    }

    private static bool IsNameLike(string word) => word.Length >= 2 && word.All(char.IsAsciiLetter) && !SmallWords.Contains(word);

    /// <summary>Never a surname.</summary>
    private static readonly FrozenSet<string> SmallWords =
        new[]
        {
            "le", "la", "les", "un", "une", "des", "de", "du", "au", "aux", "et", "ou", "en", "dans", "par", "pour", "sur", "avec", "sans",
                "sous", "chez",
            "ce", "cet", "cette", "ces", "sa", "ses", "mon", "ma", "mes", "ton", "notre", "nos", "votre", "vos", "leur", "leurs", "qui",
            "que", "dont",
            "saint", "sainte", "st", "ste", "je", "est", "suis", "pas", "son", "the", "of", "and", "for",
        }.ToFrozenSet();
}
