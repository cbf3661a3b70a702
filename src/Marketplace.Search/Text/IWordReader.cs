namespace Marketplace.Search.Text;

/// <summary>Takes the words of a text as <see cref="Tokeniser"/> finds them.</summary>
internal interface IWordReader
{
    /// <param name="folded">Only valid during the call: most words are known, and need no text of their own.</param>
    void Add(ReadOnlySpan<char> folded, int start, int end);
}
