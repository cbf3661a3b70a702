using System.Text;

namespace Marketplace.Platform.Text;

/// <summary>
/// Elements that have no place in a provider's text and that no page shows: scripts, styles, lists of choices, drawings,
/// frames. Nested in each other they confuse readers of HTML. Taken out at import, and again before a text is read, in one
/// pass over tags and without a tree: no guard against what a browser would run, which the cleaner for pages is.
/// </summary>
public static class OddMarkup
{
    /// <summary>They go with all they hold; without an end, readers take everything after them for their text.</summary>
    private static readonly HashSet<string> Swallowing = Set(
        "script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea", "template");

    /// <summary>They go with all they hold; without an end, their tag alone.</summary>
    private static readonly HashSet<string> Holding = Set(
        "select", "object", "svg", "math", "noscript", "audio", "video", "canvas", "applet", "frameset");

    /// <summary>Their tags go, and their text stays.</summary>
    private static readonly HashSet<string> Tags = Set(
        "option", "optgroup", "plaintext", "listing", "embed", "frame", "html", "body", "head", "keygen", "isindex", "image");

    /// <summary>The text without them; the same text when it has none.</summary>
    public static string Remove(string html) => html.Contains('<') ? Read(html, everything: false) : html;

    /// <summary>The text without any tag, each a blank: for texts that no reader of HTML can take.</summary>
    public static string WithoutTags(string html) => Read(html, everything: true);

    private static string Read(string html, bool everything)
    {
        StringBuilder? kept = null;
        HashSet<string>? endless = null;
        var from = 0;
        for (var at = html.IndexOf('<'); at >= 0; at = at < html.Length ? html.IndexOf('<', at) : -1)
        {
            var (end, goes) = Markup(html, at, ref endless);
            if (goes || (everything && end > at + 1))
            {
                kept ??= new StringBuilder(html.Length);
                kept.Append(html, from, at - from).Append(everything ? " " : "");
                from = end;
            }
            at = end;
        }
        return kept is null ? html : kept.Append(html, from, html.Length - from).ToString();
    }

    /// <summary>Where the markup at a « &lt; » ends, with what goes with it, and whether it goes.</summary>
    /// <param name="endless">Names without an end tag further on: each is looked for once.</param>
    private static (int End, bool Goes) Markup(string html, int at, ref HashSet<string>? endless)
    {
        if (html.AsSpan(at).StartsWith("<!--"))
            return (html.IndexOf("-->", at + 2, StringComparison.Ordinal) is >= 0 and var comment ? comment + 3 : html.Length, false);
        var closes = at + 1 < html.Length && html[at + 1] == '/';
        var start = closes ? at + 2 : at + 1;
        var after = start;
        while (after < html.Length && (char.IsAsciiLetterOrDigit(html[after]) || html[after] is '-'))
            after++;
        if (after == start || !char.IsAsciiLetter(html[start]))
            return (at + 1, false);
        var name = html.AsSpan(start, after - start);
        var end = TagEnd(html, after);
        var (swallows, holds) = (Has(Swallowing, name), Has(Holding, name));
        if (Has(Tags, name) || (closes && (swallows || holds)))
            return (end, true);
        if (closes || !(swallows || holds))
            return (end, false);
        return (Close(html, end, name.ToString(), ref endless) is >= 0 and var close ? TagEnd(html, close) : swallows ? html.Length : end,
            true);
    }

    /// <summary>Behind the name of the next end tag; -1 when there is none.</summary>
    private static int Close(string html, int from, string name, ref HashSet<string>? endless)
    {
        if (endless?.Contains(name) == true)
            return -1;
        for (var at = from; at < html.Length && (at = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += name.Length + 2;
            if (at == html.Length || html[at] is '>' or '/' || char.IsWhiteSpace(html[at]))
                return at;
        }
        (endless ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);
        return -1;
    }

    /// <summary>Behind the « &gt; » of a tag; one between quotation marks of a value is none.</summary>
    private static int TagEnd(string html, int at)
    {
        var (quote, before) = ('\0', '\0');
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c == '>')
                return at + 1;
            else if (c is '"' or '\'' && before == '=')
                quote = c;
            before = char.IsWhiteSpace(c) ? before : c;
        }
        return html.Length;
    }

    private static bool Has(HashSet<string> names, ReadOnlySpan<char> name) =>
        names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
