namespace Marketplace.Search.Text;

/// <summary>What can be suggested while somebody types: certifications, jobs, domains. Immutable.</summary>
public sealed class SuggestionList
{
    public static readonly SuggestionList Empty = new([]);

    private readonly Entry[] entries;

    /// <param name="suggestions">Best first within equal matches.</param>
    public SuggestionList(IEnumerable<Suggestion> suggestions) =>
        entries = [.. suggestions.Select(s => new Entry(s, [.. Words(s)]))];

    /// <summary>Entries in which each typed word begins a word; those that begin with the text come first.</summary>
    public IReadOnlyList<Suggestion> Find(string typed, int limit)
    {
        var words = Tokeniser.Words(typed).Where(w => !(w.Folded.Length < 2 && !char.IsAsciiDigit(w.Folded[0]))).Select(w => w.Folded).ToArray();
        if (words.Length == 0 || limit <= 0)
            return [];
        var starting = new List<Suggestion>();
        var others = new List<Suggestion>();
        foreach (var entry in entries)
        {
            if (!Array.TrueForAll(words, w => Array.Exists(entry.Words, e => e.StartsWith(w, StringComparison.Ordinal))))
                continue;
            (entry.Words[0].StartsWith(words[0], StringComparison.Ordinal) ? starting : others).Add(entry.Suggestion);
            if (starting.Count == limit)
                break;
        }
        return [.. starting.Concat(others).DistinctBy(s => (s.Kind, s.Text)).Take(limit)];
    }

    private static IEnumerable<string> Words(Suggestion suggestion) =>
        Tokeniser.Words(suggestion.Text).Select(w => w.Folded).Append(suggestion.Value?.ToLowerInvariant() ?? "");

    private sealed record Entry(Suggestion Suggestion, string[] Words);
}
