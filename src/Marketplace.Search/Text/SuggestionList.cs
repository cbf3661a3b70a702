namespace Marketplace.Search.Text;

/// <summary>
/// What can be suggested while somebody types: popular queries, jobs, domains, certifications. Accents and case do not
/// count. Immutable.
/// </summary>
public sealed class SuggestionList
{
    public static readonly SuggestionList Empty = new([]);

    private readonly Entry[] entries;

    /// <summary>Every word with an entry that has it, in the order of the words.</summary>
    private readonly (string Word, int Entry)[] index;

    /// <param name="suggestions">Best first within equal matches.</param>
    public SuggestionList(IEnumerable<Suggestion> suggestions)
    {
        entries = [.. suggestions.Select(Entry.Of).Where(e => e.Words.Length > 0)];
        index = [.. entries.SelectMany((entry, i) => entry.Words.Concat(entry.Codes).Distinct().Select(word => (word, i)))
            .OrderBy(pair => pair.word, StringComparer.Ordinal).ThenBy(pair => pair.i)];
    }

    /// <summary>
    /// Entries in which each typed word begins a word: those that begin with the text first, then those that begin with
    /// its first word, then those that have it inside. No kind takes more than half of the list while others match as well.
    /// </summary>
    public IReadOnlyList<Suggestion> Find(string typed, int limit)
    {
        var words = Tokeniser.Words(typed).Where(w => !(w.Folded.Length < 2 && !char.IsAsciiDigit(w.Folded[0]))).Select(w => w.Folded)
            .Distinct().ToArray();
        if (words.Length == 0 || limit <= 0)
            return [];
        var (start, end) = words.Select(RangeOf).MinBy(range => range.End - range.Start);
        var found = new List<(int Fit, int Entry)>();
        for (var i = start; i < end; i++)
            if (entries[index[i].Entry].FitOf(words) is { } fit)
                found.Add((fit, index[i].Entry));
        found.Sort();
        return Chosen(found, limit);
    }

    private List<Suggestion> Chosen(List<(int Fit, int Entry)> found, int limit)
    {
        var mostOfAKind = (limit + 1) / 2;
        var chosen = new List<(int Fit, int Entry)>(limit);
        var passedOver = new List<(int Fit, int Entry)>();
        var texts = new HashSet<string>();
        var kinds = new Dictionary<string, int>();
        foreach (var candidate in found)
        {
            if (chosen.Count == limit)
                break;
            var entry = entries[candidate.Entry];
            if (!texts.Add(entry.Key))
                continue;
            var ofKind = kinds.GetValueOrDefault(entry.Suggestion.Kind);
            kinds[entry.Suggestion.Kind] = ofKind + 1;
            (ofKind < mostOfAKind ? chosen : passedOver).Add(candidate);
        }
        chosen.AddRange(passedOver.Take(limit - chosen.Count));
        chosen.Sort();
        return chosen.ConvertAll(c => entries[c.Entry].Suggestion);
    }

    /// <summary>Where the words that begin so stand.</summary>
    private (int Start, int End) RangeOf(string prefix)
    {
        // The highest character sorts behind every word that begins so.
        return (FirstFrom(prefix), FirstFrom(prefix + '\uFFFF'));

        int FirstFrom(string word)
        {
            var (low, high) = (0, index.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (string.CompareOrdinal(index[middle].Word, word) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }
    }

    /// <param name="Words">Of the text, folded, in order.</param>
    /// <param name="Codes">Ways to write its code.</param>
    /// <param name="Key">The same for texts that differ in nothing but accents and case.</param>
    private sealed record Entry(Suggestion Suggestion, string[] Words, string[] Codes, string Key)
    {
        public static Entry Of(Suggestion suggestion)
        {
            string[] words = [.. Tokeniser.Words(suggestion.Text).Select(w => w.Folded)];
            return new Entry(suggestion, words, suggestion.Value is { } code ? Spellings(code.ToLowerInvariant()) : [],
                string.Join(' ', words));
        }

        /// <summary>rncp37805 is typed « rncp 37805 » and « 37805 » as well.</summary>
        private static string[] Spellings(string code)
        {
            var letters = code.TakeWhile(char.IsAsciiLetter).Count();
            return letters is 0 or 1 || letters == code.Length ? [code] : [code, code[..letters], code[letters..]];
        }

        /// <summary>
        /// 0 when the text begins with the words, 1 with the first of them, 2 when they are inside; null when one is missing.
        /// </summary>
        public int? FitOf(string[] typed)
        {
            foreach (var word in typed)
                if (!Array.Exists(Words, w => w.StartsWith(word, StringComparison.Ordinal))
                    && !Array.Exists(Codes, c => c.StartsWith(word, StringComparison.Ordinal)))
                    return null;
            if (!Words[0].StartsWith(typed[0], StringComparison.Ordinal))
                return 2;
            for (var i = 1; i < typed.Length; i++)
                if (i >= Words.Length || !Words[i].StartsWith(typed[i], StringComparison.Ordinal))
                    return 1;
            return 0;
        }
    }
}
