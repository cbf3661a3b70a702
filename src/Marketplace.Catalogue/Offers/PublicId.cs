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

    /// <summary>
    /// The id of one session of an action, for providers' programs: the action's and the session's number, written the same way.
    /// </summary>
    public static string OfSession(string siret, string offerNumber, string actionNumber, string sessionNumber) =>
        $"{Of(siret, offerNumber, actionNumber)}_{Escape(sessionNumber)}";

    /// <summary>The parts of an id; null: nothing that <see cref="Of"/> or <see cref="OfSession"/> writes.</summary>
    public static IReadOnlyList<string>? PartsOf(string id)
    {
        var parts = id.Split('_').Select(Unescape).ToList();
        return parts.Count is 3 or 4 && parts.TrueForAll(part => part is { Length: > 0 }) ? [.. parts.Select(part => part!)] : null;
    }

    private static string? Unescape(string part)
    {
        var bytes = new List<byte>(part.Length);
        for (var i = 0; i < part.Length; i++)
            if (part[i] != '~')
                bytes.Add((byte)part[i]);
            else if (i + 2 < part.Length && byte.TryParse(part.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier,
                System.Globalization.CultureInfo.InvariantCulture, out var escaped))
                (bytes, i) = ([.. bytes, escaped], i + 2);
            else
                return null;
        var text = Encoding.UTF8.GetString([.. bytes]);
        // One thing has one id: what another spelling leads to is not found.
        return Escape(text) == part ? text : null;
    }

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
