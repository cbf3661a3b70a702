namespace Marketplace.Search.Text;

/// <summary>
/// Cuts French text into words: elided articles go (l'aide, qu’il), inclusive endings go (assistant(e), étudiant·e·s),
/// hyphens separate, and names of languages keep their signs (C++, C#, .NET).
/// </summary>
public static class Tokeniser
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Elided = new HashSet<string>(
        ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"])
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Endings that a text adds in brackets or after a dot, slash or hyphen for the other gender or number.</summary>
    private static readonly HashSet<string> GenderMarks =
        ["e", "s", "es", "ne", "nes", "le", "les", "ve", "ves", "se", "ses", "ere", "eres", "iere", "ieres", "euse", "euses",
         "rice", "rices", "trice", "trices", "ice", "ienne", "iennes", "esse", "x"];

    private const int LongestMark = 6;

    public static List<Word> Words(string text)
    {
        var words = new WordList();
        Read(text, words);
        return words.Words;
    }

    /// <summary>Hands the words of a text over one by one.</summary>
    internal static void Read<TReader>(string text, TReader reader) where TReader : IWordReader
    {
        var folded = new FoldedWord(stackalloc char[64]);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || (folded.Length > 0 && IsCombining(c)))
            {
                if (folded.Length == 0)
                    start = i;
                folded.AppendFolded(c);
                continue;
            }
            if (folded.Length == 0)
            {
                if (StartsDotNet(text, i))
                    folded.Append('.');
                start = i;
                continue;
            }
            if (MarkEnd(text, i, folded.Length) is { } markEnd)
            {
                i = markEnd - 1;
                continue;
            }
            if (SignOf(text, i, folded.Length) is { } sign)
            {
                folded.Append(sign);
                i += sign.Length - 1;
                continue;
            }
            if (!(IsApostrophe(c) && Elided.Contains(folded.Span)))
                reader.Add(folded.Span, start, i);
            folded.Clear();
        }
        if (folded.Length > 0)
            reader.Add(folded.Span, start, text.Length);
    }

    private sealed class WordList : IWordReader
    {
        public List<Word> Words { get; } = [];

        public void Add(ReadOnlySpan<char> folded, int start, int end) => Words.Add(new Word(folded.ToString(), start, end));
    }

    public static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '‘' or '´' or '`';

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036F';

    private static bool StartsDotNet(string text, int i) =>
        text[i] == '.' && i + 3 < text.Length
        && text.AsSpan(i + 1, 3).Equals("net", StringComparison.OrdinalIgnoreCase)
        && (i == 0 || !char.IsLetterOrDigit(text[i - 1]))
        && (i + 4 == text.Length || !char.IsLetterOrDigit(text[i + 4]));

    private static string? SignOf(string text, int i, int length)
    {
        if (length == 1 && text[i] == '#')
            return "#";
        if (length == 1 && text.AsSpan(i).StartsWith("++"))
            return "++";
        return null;
    }

    /// <summary>Where an inclusive ending that starts here stops; null when none does.</summary>
    private static int? MarkEnd(string text, int i, int length)
    {
        if (length < 3 || text[i] is not ('(' or '·' or '•' or '‧' or '.' or '/' or '-'))
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
