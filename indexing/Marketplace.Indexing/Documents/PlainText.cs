using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Platform.Text;

namespace Marketplace.Indexing.Documents;

/// <summary>Provider's HTML to words: what a reader sees, without tags, scripts or styles.</summary>
public static class PlainText
{
    /// <summary>Longer input is cut, as on pages: EDOF's longest text has 3,000 characters.</summary>
    private const int MaxLength = 10_000;

    private static readonly HtmlParser Parser = new();

    /// <summary>Text of an HTML fragment; text without markup is returned as it is.</summary>
    public static string Of(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (!html.AsSpan().ContainsAny('<', '&'))
            return html.Trim();
        if (html.Length > MaxLength)
            html = html[..MaxLength];
        return SimpleHtml.Words(html) ?? Parsed(html);
    }

    /// <summary>The same by a full parser, which is twenty times slower.</summary>
    internal static string Parsed(string html)
    {
        html = OddMarkup.Remove(html);
        try
        {
            using var document = Parser.ParseDocument("<body></body>");
            var words = new List<string>();
            foreach (var node in Parser.ParseFragment(html, document.Body!))
                Collect(node, words);
            return string.Join(' ', words);
        }
        catch (Exception)
        {
            // Whatever the parser trips over (it has failed with a NullReferenceException): the words are found all the same.
            return string.Join(' ',
                WebUtility.HtmlDecode(OddMarkup.WithoutTags(html)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static void Collect(INode node, List<string> words)
    {
        if (node is IElement { LocalName: "script" or "style" })
            return;
        if (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            words.Add(text.Data.Trim());
        foreach (var child in node.ChildNodes)
            Collect(child, words);
    }
}
