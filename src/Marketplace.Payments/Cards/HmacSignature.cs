using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Payments.Cards;

/// <summary>HMAC-SHA-256 in base64, as both providers sign.</summary>
public static class HmacSignature
{
    public static string Of(ReadOnlySpan<byte> text, string key) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), text));

    /// <summary>Of all fields whose name begins so, in the order of their names: their values and then the key, joined by « + ».</summary>
    public static string OfFields(IEnumerable<KeyValuePair<string, string>> fields, string prefix, string key) =>
        Of(Encoding.UTF8.GetBytes(string.Join('+', fields.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value).Append(key))), key);

    /// <summary>In the same time whatever they are.</summary>
    public static bool Equal(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
