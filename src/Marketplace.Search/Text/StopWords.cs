namespace Marketplace.Search.Text;

/// <summary>Words that carry no meaning of their own, and the single letters and homographs that do.</summary>
public static class StopWords
{
    private static readonly HashSet<string> Always =
        ["le", "la", "les", "un", "une", "des", "de", "du", "au", "aux", "et", "ou", "en", "dans", "par", "pour", "sur", "avec",
         "sans", "sous", "chez", "ce", "cet", "cette", "ces", "sa", "ses", "mon", "ma", "mes", "ton", "ta", "tes", "notre",
         "nos", "votre", "vos", "leur", "leurs", "qui", "que", "dont", "the", "of", "and"];

    private static readonly HashSet<string> ElidedLetters = ["c", "d", "j", "l", "m", "n", "s", "t"];

    /// <summary>After these a single letter names something (permis C, option A, langage C).</summary>
    private static readonly HashSet<string> BeforeLetter =
        ["option", "options", "permis", "langage", "bloc", "groupe", "niveau", "categorie", "type", "classe", "mention", "serie",
         "module", "partie", "dominante", "programmation", "vitamine", "hepatite", "plan"];

    /// <summary>After these, and before another word, son is "his", not "sound".</summary>
    private static readonly HashSet<string> BeforePossessive =
        ["et", "de", "dans", "a", "pour", "par", "sur", "avec", "sans", "en", "que", "developper", "ameliorer", "gerer",
         "creer", "preparer", "optimiser", "construire", "faire"];

    /// <summary>Whether the word is one wherever it stands.</summary>
    public static bool IsAlways(string word) => Always.Contains(word);

    /// <summary>Whether the word at <paramref name="index"/> can be left out where it stands.</summary>
    public static bool IsStop(IReadOnlyList<Word> words, int index) => IsStop(
        words[index].Folded, index > 0 ? words[index - 1].Folded : "", index + 1 < words.Count ? words[index + 1].Folded : "");

    /// <summary>Whether it depends on the words beside it; of others <see cref="IsAlways"/> says all.</summary>
    public static bool Depends(string word) => word.Length == 1 || word is "ce" or "son";

    /// <summary>Whether the word can be left out between these two, which are empty at the ends of a text.</summary>
    public static bool IsStop(string word, string previous, string next)
    {
        // The licence for lorries with a trailer, not "this".
        if (word == "ce" && previous == "permis")
            return false;
        if (Always.Contains(word))
            return true;
        if (word == "son")
            return next.Length > 0 && BeforePossessive.Contains(previous);
        if (word.Length != 1 || char.IsAsciiDigit(word[0]) || BeforeLetter.Contains(previous))
            return false;
        if (word is "a" or "y" or "o")
            return next.Length > 0 || word is not "o";
        return ElidedLetters.Contains(word) && next.Length > 0 && next[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h';
    }
}
