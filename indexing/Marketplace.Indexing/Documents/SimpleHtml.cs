using System.Buffers;
using System.Net;
using System.Text;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// The words of plain, well-formed HTML, in one pass: nearly all that providers send. Whatever a parser might see
/// otherwise (other tags, tags that do not close in order, unusual entities) is left to a parser: the answer is null.
/// </summary>
internal static class SimpleHtml
{
    private static readonly HashSet<string> Names =
        ["p", "br", "hr", "b", "i", "u", "em", "strong", "small", "sub", "sup", "span", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4",
            "h5", "h6", "a"];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NamesBySpan =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> Markup = SearchValues.Create('<', '&', '\r', '\0');
    private const int LongestName = 8;

    public static string? Words(string html)
    {
        var words = new StringBuilder(html.Length);
        var text = new StringBuilder();
        var open = new Stack<string>();
        for (var at = 0; at < html.Length;)
        {
            var next = html.AsSpan(at).IndexOfAny(Markup);
            next = next < 0 ? html.Length : at + next;
            text.Append(html, at, next - at);
            if (next == html.Length)
                break;
            at = html[next] switch
            {
                '<' => Tag(html, next, open),
                '&' => Entity(html, next, text),
                '\r' => Newline(html, next, text),
                _ => -1,
            };
            if (at < 0)
                return null;
            if (html[next] == '<')
                Flush(text, words);
        }
        Flush(text, words);
        return words.ToString();
    }

    /// <summary>Where the tag ends; -1 when it is not a simple one in its place.</summary>
    private static int Tag(string html, int start, Stack<string> open)
    {
        var at = start + 1;
        var closes = at < html.Length && html[at] == '/';
        var from = closes ? ++at : at;
        while (at < html.Length && char.IsAsciiLetterOrDigit(html[at]))
            at++;
        if (!NamesBySpan.TryGetValue(html.AsSpan(from, at - from), out var name))
            return -1;
        var end = End(html, at);
        if (end < 0)
            return -1;
        if (closes)
            return open.TryPop(out var last) && last == name ? end : -1;
        if (name is "br" or "hr")
            return end;
        if (!MayOpen(name, open))
            return -1;
        open.Push(name);
        return end;
    }

    /// <summary>A parser closes these by itself when they nest, and then passes over one of the closing tags.</summary>
    private static bool MayOpen(string name, Stack<string> open) => name switch
    {
        "a" => !open.Contains("a"),
        "li" => open.TryPeek(out var list) && list is "ul" or "ol",
        ['h', _] => !open.Any(o => o is ['h', _]),
        _ => true,
    };

    private static int End(string html, int at)
    {
        if (at < html.Length && html[at] is not ('>' or '/' or ' ' or '\n' or '\t'))
            return -1;
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (c is '<' or '\0' or '\r')
                return -1;
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = html[at - 1] == '=' ? c : '\0';
            else if (c == '>')
                return at + 1;
        }
        return -1;
    }

    /// <summary>Decodes what all readers of HTML decode alike.</summary>
    private static int Entity(string html, int start, StringBuilder text)
    {
        var rest = html.AsSpan(start + 1);
        if (rest.IsEmpty || rest[0] is ' ' or '\n')
        {
            text.Append('&');
            return start + 1;
        }
        var length = rest[..Math.Min(rest.Length, LongestName + 1)].IndexOf(';');
        if (length < 2)
            return -1;
        var name = rest[..length];
        if (name[0] == '#')
        {
            if (!int.TryParse(name[1..], System.Globalization.NumberStyles.None, null, out var code)
            || code is < 32 or (> 126 and < 160) or > 0xD7FF)
                return -1;
            text.Append((char)code);
            return start + length + 2;
        }
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c))
                return -1;
        var entity = html.Substring(start, length + 2);
        var decoded = WebUtility.HtmlDecode(entity);
        // Two whose meaning changed with the versions of HTML.
        if (decoded == entity || name is "lang" or "rang")
            return -1;
        text.Append(decoded);
        return start + entity.Length;
    }

    private static int Newline(string html, int at, StringBuilder text)
    {
        text.Append('\n');
        return at + 1 < html.Length && html[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static void Flush(StringBuilder text, StringBuilder words)
    {
        var found = text.ToString().Trim();
        text.Clear();
        if (found.Length == 0)
            return;
        if (words.Length > 0)
            words.Append(' ');
        words.Append(found);
    }
}
