namespace Marketplace.Search.Text;

/// <summary>Values by phrases of words; finds the longest phrase that starts at a word.</summary>
public sealed class PhraseTable<T>
{
    private readonly Dictionary<string, T> phrases = [];
    /// <summary>By first word, how long its longest phrase is: most words of a text begin none.</summary>
    private readonly Dictionary<string, int> longest = [];

    public void Set(IReadOnlyCollection<string> words, T value)
    {
        if (words.Count == 0)
            return;
        phrases[string.Join(' ', words)] = value;
        var first = words.First();
        longest[first] = Math.Max(longest.GetValueOrDefault(first), words.Count);
    }

    public bool TryGet(IReadOnlyCollection<string> words, out T value) => phrases.TryGetValue(string.Join(' ', words), out value!);

    /// <summary>The longest phrase from <paramref name="start"/> on; false when none begins there.</summary>
    public bool TryLongest(IReadOnlyList<string> words, int start, out T value, out int length)
    {
        for (length = start < words.Count
            ? Math.Min(longest.GetValueOrDefault(words[start]), words.Count - start) : 0; length > 0; length--)
            if (phrases.TryGetValue(string.Join(' ', words.Skip(start).Take(length)), out value!))
                return true;
        value = default!;
        return false;
    }
}
