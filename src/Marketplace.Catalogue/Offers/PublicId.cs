using System.Text;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// The public id of an action: <c>{siret}_{formation}_{action}</c>. In each part every UTF-8 byte outside
/// A-Z a-z 0-9 . - becomes <c>~</c> and two hex digits, so ids can be computed from a file and never collide.
/// </summary>
public static class PublicId
{
    public static string Of(string siret, string offerNumber, string actionNumber) =>
        $"{Escape(siret)}_{Escape(offerNumber)}_{Escape(actionNumber)}";

    private static string Escape(string part)
    {
        var escaped = new StringBuilder(part.Length + 8);
        foreach (var b in Encoding.UTF8.GetBytes(part))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
                escaped.Append(c);
            else
                escaped.Append('~').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }
}
