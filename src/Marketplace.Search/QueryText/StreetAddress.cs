using System.Collections.Frozen;

namespace Marketplace.Search.QueryText;

/// <summary>Finds what looks like a postal address: « 12 rue … », « avenue … », « BP 123 », « appartement 4 ».</summary>
internal static class StreetAddress
{
    private static readonly FrozenSet<string> Streets =
        new[]
        {
            "rue", "avenue", "av", "ave", "boulevard", "boul", "bd", "bld", "bvd", "allee", "allees", "impasse", "imp", "chemin", "che",
                "quai", "square", "faubourg",
            "fbg", "lotissement", "residence", "hameau", "venelle", "ruelle", "sentier", "esplanade", "promenade", "chaussee",
        }.ToFrozenSet();

    /// <summary>Streets too, where a number stands before and a name behind.</summary>
    private static readonly FrozenSet<string> AlsoWords =
        new[] { "place", "pl", "cours", "crs", "route", "rte", "passage", "voie", "villa", "parc", "clos", "cour" }.ToFrozenSet();

    /// <summary>Without a number: never the last word, and not what something is of (arts de la rue, agent de quai).</summary>
    private static readonly FrozenSet<string> Unnumbered =
        new[] { "rue", "avenue", "boulevard", "impasse", "allee", "lotissement", "hameau" }.ToFrozenSet();

    private static readonly FrozenSet<string> Numbered = new[] { "bp", "appartement", "appt", "apt", "batiment", "bat", "escalier", "etage",
        "porte", "lotissement", "lot" }.ToFrozenSet();

    private static readonly FrozenSet<string> Of = new[] { "de", "la", "des", "les", "en", "dans", "sur", "l" }.ToFrozenSet();

    /// <param name="words">Folded, in order.</param>
    /// <param name="known">Whether trainings are named with a word: « 10 cours de piano » is no address.</param>
    public static bool LooksIn(IReadOnlyList<string> words, Func<string, bool> known)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var isLast = i == words.Count - 1;
            if (words[i] == "cedex" || (words[i] == "lieu" && !isLast && words[i + 1] == "dit"))
                return true;
            if (Unnumbered.Contains(words[i]) && !isLast && (i == 0 || !Of.Contains(words[i - 1])))
                return true;
            if (Numbered.Contains(words[i]) && !isLast && char.IsAsciiDigit(words[i + 1][0]) && words[i + 1].All(char.IsAsciiLetterOrDigit))
                return true;
            if (IsHouseNumber(words[i]) && StreetAfter(words, i + 1, known))
                return true;
        }
        return false;
    }

    private static bool StreetAfter(IReadOnlyList<string> words, int at, Func<string, bool> known)
    {
        if (at < words.Count && words[at] is "bis" or "ter" or "quater" or "a" or "b" or "c")
            at++;
        if (at >= words.Count)
            return false;
        if (Streets.Contains(words[at]))
            return true;
        if (!AlsoWords.Contains(words[at]) || at + 1 >= words.Count)
            return false;
        var subject = words.Skip(at + 1).FirstOrDefault(word => !Of.Contains(word) && word is not ("d" or "du"));
        return words[at] is not ("cours" or "crs") || subject is null || !known(subject);
    }

    /// <summary>1 to 9999, perhaps with a letter or « bis ».</summary>
    private static bool IsHouseNumber(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits is >= 1 and <= 4 && (digits == word.Length || word[digits..] is "bis" or "ter" or "quater" or "a" or "b" or "c");
    }
}
