using System.Text;

namespace Marketplace.Search.Text;

/// <summary>
/// Cuts French text into words: elided articles go (l'aide, qu’il), inclusive endings go (assistant(e), étudiant·e·s),
/// hyphens separate, and names of languages keep their signs (C++, C#, .NET).
/// </summary>
public static class Tokeniser
{
    private static readonly HashSet<string> Elided =
        ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

    /// <summary>Endings that a text adds in brackets or after a dot, slash or hyphen for the other gender or number.</summary>
    private static readonly HashSet<string> GenderMarks =
        ["e", "s", "es", "ne", "nes", "le", "les", "ve", "ves", "se", "ses", "ere", "eres", "iere", "ieres", "euse", "euses",
         "rice", "rices", "trice", "trices", "ice", "ienne", "iennes", "esse", "x"];

    private const int LongestMark = 6;

    public static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var folded = new StringBuilder();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || (folded.Length > 0 && IsCombining(c)))
            {
                if (folded.Length == 0)
                    start = i;
                Folding.Append(folded, c);
                continue;
            }
            if (folded.Length == 0)
            {
                if (StartsDotNet(text, i))
                    folded.Append('.');
                start = i;
                continue;
            }
            if (MarkEnd(text, i, folded) is { } markEnd)
            {
                i = markEnd - 1;
                continue;
            }
            if (SignOf(text, i, folded) is { } sign)
            {
                folded.Append(sign);
                i += sign.Length - 1;
                continue;
            }
            if (!(IsApostrophe(c) && Elided.Contains(folded.ToString())))
                words.Add(new Word(folded.ToString(), start, i));
            folded.Clear();
        }
        if (folded.Length > 0)
            words.Add(new Word(folded.ToString(), start, text.Length));
        return words;
    }

    public static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '‘' or '´' or '`';

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036F';

    private static bool StartsDotNet(string text, int i) =>
        text[i] == '.' && i + 3 < text.Length
        && text.AsSpan(i + 1, 3).Equals("net", StringComparison.OrdinalIgnoreCase)
        && (i == 0 || !char.IsLetterOrDigit(text[i - 1]))
        && (i + 4 == text.Length || !char.IsLetterOrDigit(text[i + 4]));

    private static string? SignOf(string text, int i, StringBuilder word)
    {
        if (word.Length == 1 && text[i] == '#')
            return "#";
        if (word.Length == 1 && text.AsSpan(i).StartsWith("++"))
            return "++";
        return null;
    }

    /// <summary>Where an inclusive ending that starts here stops; null when none does.</summary>
    private static int? MarkEnd(string text, int i, StringBuilder word)
    {
        if (word.Length < 3 || text[i] is not ('(' or '·' or '•' or '‧' or '.' or '/' or '-'))
            return null;
        var end = i + 1;
        if (text[i] == '/' && end < text.Length && text[end] == '-')
            end++;
        var from = end;
        while (end < text.Length && char.IsLetter(text[end]) && end - from <= LongestMark)
            end++;
        var mark = Folding.Fold(text[from..end]);
        if (!GenderMarks.Contains(mark))
            return null;
        if (text[i] == '(')
            return end < text.Length && text[end] == ')' ? end + 1 : null;
        // A dot or hyphen is ordinary punctuation: only the commonest endings are believed after it.
        if (text[i] is '.' or '-' && mark is "s" or "x" or "le" or "les" or "se" or "ses" or "ne" or "ve")
            return text[i] is '.' && mark is "s" && i > 1 && text[i - 2] is '.' ? end : null;
        return end;
    }
}
