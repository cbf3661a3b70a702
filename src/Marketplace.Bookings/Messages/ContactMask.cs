using System.Text.RegularExpressions;

namespace Marketplace.Bookings.Messages;

/// <summary>
/// Contact data in texts: until a booking is agreed neither side is led away from the dossier, where rights are protected and what was
/// said can be read again. Found by shape, so that a number of nine digits or more is masked whatever it is.
/// </summary>
public static partial class ContactMask
{
    public const string Mark = "[coordonnées masquées]";

    /// <summary>The text without e-mail addresses, addresses of sites and telephone numbers.</summary>
    public static string Apply(string text) => Phone().Replace(Site().Replace(Mail().Replace(text, Mark), Mark), Mark);

    [GeneratedRegex(@"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\barobase\b)\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\bpoint\b)\s?[\w-]{1,63})+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?:https?://|\bwww\.)[^\s<>""]{1,500}|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:fr|com|net|org|eu|io|info|biz|be|ch|lu|app|me|co|re|nc|pf)\b(?:/[^\s<>""]{0,500})?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Site();

    [GeneratedRegex(@"(?<![\d,.])\+?\(?\d(?:[ .\-()\u00A0\u202F]{0,2}\d){8,16}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
