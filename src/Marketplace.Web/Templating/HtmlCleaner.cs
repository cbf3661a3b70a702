using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Platform.Text;

namespace Marketplace.Web.Templating;

/// <summary>
/// Turns what providers send (HTML of any kind, or plain text) into a few safe elements without attributes:
/// p, ul, ol, li, strong, em, u, br. Headings become bold paragraphs, so that they never disturb the page's outline;
/// links, images and scripts leave at most their text.
/// </summary>
public static class HtmlCleaner
{
    /// <summary>
    /// Longer input is cut: EDOF's longest text has 3,000 characters, and a parser's work grows with the square of nested elements.
    /// </summary>
    private const int MaxLength = 10_000;

    private static readonly HtmlParser Parser = new();
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Safe HTML made of whole blocks; empty for null or blank input.</summary>
    public static string Clean(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (html.Length > MaxLength)
            html = html[..MaxLength];
        html = OddMarkup.Remove(html);
        var writer = new BlockWriter(keepLineBreaks: !html.Contains('<'));
        writer.Write(Read(html));
        return writer.ToString();
    }

    private static IElement Read(string html)
    {
        const string Begin = "<!DOCTYPE html><body>";
        try
        {
            return Parser.ParseDocument(Begin + html).Body!;
        }
        catch (Exception)
        {
            // Whatever the parser trips over (it has failed with a NullReferenceException): a page shows the words.
            return Parser.ParseDocument(Begin + WebUtility.HtmlEncode(WebUtility.HtmlDecode(OddMarkup.WithoutTags(html)))).Body!;
        }
    }

    /// <summary>Writes nodes as well-formed blocks: inline text always inside a paragraph or a list item.</summary>
    private sealed class BlockWriter(bool keepLineBreaks)
    {
        private const int MaxDepth = 100;
        private const int MaxListDepth = 4;
        private readonly StringBuilder blocks = new();
        private readonly StringBuilder line = new();
        private readonly List<string> styles = [];
        private int listDepth;
        private int depth;

        public override string ToString() => blocks.ToString();

        public void Write(IElement body)
        {
            WriteChildren(body);
            EndLine();
        }

        private void WriteChildren(INode parent)
        {
            if (++depth <= MaxDepth)
                foreach (var child in parent.ChildNodes)
                    Write(child);
            depth--;
        }

        private void Write(INode node)
        {
            if (node is IText text)
                WriteText(text.Data);
            else if (node is IElement element)
                WriteElement(element);
        }

        private void WriteElement(IElement element)
        {
            switch (element.LocalName)
            {
                case "b" or "strong":
                    WriteStyled(element, "strong");
                    break;
                case "i" or "em":
                    WriteStyled(element, "em");
                    break;
                case "u":
                    WriteStyled(element, "u");
                    break;
                case "br":
                    if (HasText(line))
                        line.Append("<br>");
                    break;
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    EndLine();
                    WriteStyled(element, "strong");
                    EndLine();
                    break;
                case "ul" or "ol":
                    WriteList(element, element.LocalName);
                    break;
                case "li":
                    // An item outside any list gets one.
                    EndLine();
                    OpenList("ul");
                    WriteItem(element);
                    CloseList("ul");
                    break;
                case "script" or "style" or "template" or "iframe" or "object" or "embed" or "svg" or "math" or "noscript"
                    or "title" or "textarea" or "select" or "audio" or "video" or "canvas" or "head" or "noembed" or "noframes" or "xmp":
                    break;
                case "p" or "div" or "section" or "article" or "header" or "footer" or "blockquote" or "pre" or "address" or "table"
                    or "tbody" or "thead" or "tr" or "dl" or "dt" or "dd" or "hr" or "form" or "fieldset" or "main" or "aside" or "center":
                    EndLine();
                    WriteChildren(element);
                    EndLine();
                    break;
                case "td" or "th":
                    WriteText(" ");
                    WriteChildren(element);
                    break;
                default:
                    WriteChildren(element);
                    break;
            }
        }

        private void WriteStyled(IElement element, string style)
        {
            if (styles.Contains(style))
            {
                WriteChildren(element);
                return;
            }
            styles.Add(style);
            line.Append('<').Append(style).Append('>');
            WriteChildren(element);
            styles.Remove(style);
            line.Append("</").Append(style).Append('>');
        }

        private void WriteList(IElement list, string name)
        {
            if (!list.Children.Any(c => c.LocalName == "li") || listDepth >= MaxListDepth)
            {
                WriteChildren(list);
                return;
            }
            EndLine();
            OpenList(name);
            foreach (var child in list.ChildNodes)
                if (child is IElement || !string.IsNullOrWhiteSpace(child.TextContent))
                    WriteItem(child);
            CloseList(name);
        }

        private void WriteItem(INode node)
        {
            blocks.Append("<li>");
            if (node is IElement { LocalName: "li" })
                WriteChildren(node);
            else
                Write(node);
            EndLine();
            blocks.Append("</li>");
        }

        private void OpenList(string name)
        {
            blocks.Append('<').Append(name).Append('>');
            listDepth++;
        }

        private void CloseList(string name)
        {
            listDepth--;
            blocks.Append("</").Append(name).Append('>');
        }

        private void WriteText(string text)
        {
            if (keepLineBreaks && text.Contains('\n'))
            {
                foreach (var part in text.Split('\n'))
                {
                    WriteText(part);
                    EndLine();
                }
                return;
            }
            var space = false;
            var words = new StringBuilder(text.Length);
            foreach (var c in text)
            {
                if (c is ' ' or '\t' or '\r' or '\n' or '\f')
                    space = true;
                else if (!char.IsControl(c))
                {
                    if (space)
                        words.Append(' ');
                    space = false;
                    words.Append(c);
                }
            }
            if (space)
                words.Append(' ');
            // Blanks of neighbouring nodes are one blank.
            var joined = line.Length > 0 && line[^1] == ' ' ? words.ToString().TrimStart(' ') : words.ToString();
            line.Append(Encoder.Encode(joined));
        }

        /// <summary>Ends the paragraph (or the piece of a list item) being written; open styles go on in the next one.</summary>
        private void EndLine()
        {
            for (var i = styles.Count - 1; i >= 0; i--)
                line.Append("</").Append(styles[i]).Append('>');
            var text = line.ToString().Trim();
            while (text.EndsWith("<br>", StringComparison.Ordinal))
                text = text[..^4].TrimEnd();
            if (HasText(line))
            {
                if (listDepth == 0)
                    blocks.Append("<p>").Append(text).Append("</p>");
                else
                    blocks.Append(EndsInText() ? "<br>" : "").Append(text);
            }
            line.Clear();
            foreach (var style in styles)
                line.Append('<').Append(style).Append('>');
        }

        private bool EndsInText() =>
            blocks.Length > 0 && (
                blocks[^1] != '>' || blocks.ToString(Math.Max(0, blocks.Length - 9), Math.Min(9, blocks.Length)) is var end
                && (end.EndsWith("</strong>", StringComparison.Ordinal) || end.EndsWith("</em>", StringComparison.Ordinal)
                    || end.EndsWith("</u>", StringComparison.Ordinal)));

        /// <summary>Whether there is anything beside tags and blanks.</summary>
        private static bool HasText(StringBuilder html)
        {
            var inTag = false;
            for (var i = 0; i < html.Length; i++)
            {
                if (html[i] == '<')
                    inTag = true;
                else if (html[i] == '>')
                    inTag = false;
                else if (!inTag && !char.IsWhiteSpace(html[i]))
                    return true;
            }
            return false;
        }
    }
}
