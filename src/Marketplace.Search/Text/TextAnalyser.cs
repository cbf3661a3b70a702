namespace Marketplace.Search.Text;

/// <summary>A token with the word it was made from.</summary>
public readonly record struct Token(string Text, Word Word);

/// <summary>
/// Words to tokens, the same for documents and queries: stop words go, the rest is stemmed.
/// A change of what it yields must raise <see cref="Version"/>, so that indexes of before are rebuilt.
/// </summary>
public static class TextAnalyser
{
    public const int Version = 2;

    public static List<Token> Tokens(string text)
    {
        var words = Tokeniser.Words(text);
        var tokens = new List<Token>(words.Count);
        for (var i = 0; i < words.Count; i++)
            if (!StopWords.IsStop(words, i))
                tokens.Add(new Token(FrenchStemmer.Stem(words[i].Folded), words[i]));
        return tokens;
    }

    /// <summary>Tokens as texts, such as a phrase of the synonym file.</summary>
    public static string[] Terms(string text) => [.. Tokens(text).Select(t => t.Text)];
}
