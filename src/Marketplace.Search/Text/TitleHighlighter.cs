using System.Text;

namespace Marketplace.Search.Text;

/// <summary>Marks the words of a title that answer a query.</summary>
public static class TitleHighlighter
{
    /// <summary>The title HTML-escaped, with matches in <c>mark</c>; null when none is in it.</summary>
    public static string? Highlight(string title, IReadOnlyList<TextClause> clauses)
    {
        var tokens = TextAnalyser.Tokens(title);
        var marked = new bool[tokens.Count];
        foreach (var alternative in clauses.SelectMany(c => c.Alternatives))
            for (var start = 0; start + alternative.Tokens.Count <= tokens.Count; start++)
                if (StartsAt(tokens, start, alternative.Tokens))
                    marked.AsSpan(start, alternative.Tokens.Count).Fill(true);
        if (!marked.Contains(true))
            return null;
        var html = new StringBuilder();
        var position = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!marked[i])
                continue;
            var word = tokens[i].Word;
            html.Append(Escape(title[position..word.Start]))
                .Append("<mark>").Append(Escape(title[word.Start..word.End])).Append("</mark>");
            position = word.End;
        }
        return html.Append(Escape(title[position..])).ToString();
    }

    /// <summary>What HTML needs and no more: accents stay readable in the API.</summary>
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    private static bool StartsAt(List<Token> tokens, int start, IReadOnlyList<string> phrase)
    {
        for (var i = 0; i < phrase.Count; i++)
            if (tokens[start + i].Text != phrase[i] && tokens[start + i].Word.Folded != phrase[i])
                return false;
        return phrase.Count > 0;
    }
}
