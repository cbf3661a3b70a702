using System.Buffers;
using Scriban;

namespace Marketplace.Web.Templating.Rendering;

/// <summary>
/// Encodes for text and for quoted attribute values. Our own, since the framework's encoders make a new text of each and
/// encode accents too; most texts hold nothing to encode and are written at once.
/// </summary>
internal static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"'");

    public static void Write(string text, TemplateContext context)
    {
        var from = 0;
        for (var at = text.AsSpan().IndexOfAny(Special); at >= 0;)
        {
            context.Write(text, from, at - from).Write(Entity(text[at]));
            from = at + 1;
            at = text.AsSpan(from).IndexOfAny(Special) is >= 0 and var next ? from + next : -1;
        }
        context.Write(text, from, text.Length - from);
    }

    private static string Entity(char special) => special switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}
