using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.People.Accounts;

/// <summary>Random tokens of links and sessions: 256 bits that only the bearer has; the database keeps their hash.</summary>
public static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>A new token, fit for an address or a cookie: 43 characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What the database keeps; null when the text cannot be a token.</summary>
    public static byte[]? HashOf(string? token) =>
        token is { Length: 43 } && Base64Url.IsValid(token) ? SHA256.HashData(Encoding.ASCII.GetBytes(token)) : null;

    /// <summary>Of a token that is shown with a prefix, by which a leaked one is found; null also when it has another prefix.</summary>
    public static byte[]? HashOf(string? shown, string prefix) =>
        shown?.StartsWith(prefix, StringComparison.Ordinal) == true ? HashOf(shown[prefix.Length..]) : null;
}
