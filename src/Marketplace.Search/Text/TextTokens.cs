using System.Runtime.InteropServices;

namespace Marketplace.Search.Text;

/// <summary>
/// The tokens of texts as numbers. A catalogue repeats its texts (titles, certifications, jobs, an offer's description
/// for each of its actions): short ones are remembered, of long ones the last.
/// </summary>
/// <param name="stems">Words as stems and without stop words; else as they are, all of them.</param>
internal sealed class TextTokens(WordTable words, bool stems) : IWordReader
{
    private const int MostTexts = 16_384;
    private const int LongestRemembered = 256;

    private readonly Dictionary<string, int[]> known = new(SpreadHash.Instance);
    private readonly List<KnownWord> read = [];
    private readonly List<int> last = [];
    private string lastText = "";

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<int> Of(string text)
    {
        if (text.Length <= LongestRemembered)
        {
            if (known.TryGetValue(text, out var tokens))
                return tokens;
            if (known.Count == MostTexts)
                known.Clear();
            var found = new List<int>();
            Read(text, found);
            return known[text] = [.. found];
        }
        if (text != lastText)
        {
            last.Clear();
            Read(text, last);
            lastText = text;
        }
        return CollectionsMarshal.AsSpan(last);
    }

    void IWordReader.Add(ReadOnlySpan<char> folded, int start, int end) => read.Add(words.Of(folded));

    private void Read(string text, List<int> into)
    {
        read.Clear();
        Tokeniser.Read(text, this);
        for (var i = 0; i < read.Count; i++)
            if (!stems)
                into.Add(read[i].Plain);
            else if (!IsStop(i))
                into.Add(read[i].Stemmed);
    }

    private bool IsStop(int index)
    {
        var word = read[index];
        return word.Depends
            ? StopWords.IsStop(word.Folded, index > 0 ? read[index - 1].Folded : "", index + 1 < read.Count ? read[index + 1].Folded : "")
            : word.IsStop;
    }
}
