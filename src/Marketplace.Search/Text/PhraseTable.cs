namespace Marketplace.Search.Text;

/// <summary>Values by phrases of words; finds the longest phrase that starts at a word.</summary>
public sealed class PhraseTable<T>
{
    private readonly Dictionary<string, T> phrases = [];
    private int longest;

    public void Set(IReadOnlyCollection<string> words, T value)
    {
        phrases[string.Join(' ', words)] = value;
        longest = Math.Max(longest, words.Count);
    }

    public bool TryGet(IReadOnlyCollection<string> words, out T value) => phrases.TryGetValue(string.Join(' ', words), out value!);

    /// <summary>The longest phrase from <paramref name="start"/> on; false when none begins there.</summary>
    public bool TryLongest(IReadOnlyList<string> words, int start, out T value, out int length)
    {
        for (length = Math.Min(longest, words.Count - start); length > 0; length--)
            if (phrases.TryGetValue(string.Join(' ', words.Skip(start).Take(length)), out value!))
                return true;
        value = default!;
        return false;
    }
}
