namespace Marketplace.Web.Templating;

/// <summary>Links that come from others' files: only schemes that cannot run code.</summary>
public static class SafeLink
{
    /// <summary>
    /// The address when it is an absolute http or https one (a missing scheme is read as https), else null.
    /// </summary>
    public static string? Web(string? text)
    {
        var address = text?.Trim();
        if (string.IsNullOrEmpty(address) || address.Length > 2000)
            return null;
        if (!address.Contains("://", StringComparison.Ordinal) && !address.Contains(':') && address.Contains('.'))
            address = "https://" + address;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Contains('.')
            ? uri.AbsoluteUri
            : null;
    }

    /// <summary><c>mailto:</c> for what looks like one address, else null.</summary>
    public static string? Mail(string? text)
    {
        var address = text?.Trim();
        return address is { Length: > 2 and < 255 } && address.Count(c => c == '@') == 1
            && address.All(c => char.IsAsciiLetterOrDigit(c) || "@.-_+".Contains(c))
            ? "mailto:" + address
            : null;
    }

    /// <summary><c>tel:</c> with the digits of a phone number, else null.</summary>
    public static string? Phone(string? text)
    {
        var digits = new string((text ?? "").Where(c => char.IsAsciiDigit(c) || c == '+').ToArray());
        return digits.Length is >= 4 and <= 16 && digits.LastIndexOf('+') <= 0 ? "tel:" + digits : null;
    }
}
