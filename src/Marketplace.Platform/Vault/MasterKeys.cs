using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Platform.Vault;

/// <summary>
/// The master keys of this installation: the current one seals, all of them open. Small secrets are sealed with them
/// directly; rows of the vault have a key of their own, wrapped by one of these.
/// </summary>
public sealed class MasterKeys
{
    /// <summary>Length of a key in bytes: AES-256.</summary>
    public const int KeyLength = 32;

    private const byte Version = 1;
    private readonly IReadOnlyDictionary<string, byte[]> _keys;

    /// <param name="current">Name of the key that seals.</param>
    /// <param name="keys">All keys by name; 32 bytes each.</param>
    /// <exception cref="ArgumentException">The current key is missing, or a key has another length.</exception>
    public MasterKeys(string current, IReadOnlyDictionary<string, byte[]> keys)
    {
        if (!keys.ContainsKey(current))
            throw new ArgumentException($"There is no master key named {current}.", nameof(current));
        if (keys.FirstOrDefault(key => key.Value.Length != KeyLength || key.Key.Length is 0 or > 100) is { Key: { } wrong })
            throw new ArgumentException($"Master key {wrong} must have {KeyLength} bytes and a short name.", nameof(keys));
        (Current, _keys) = (current, keys);
    }

    /// <summary>Name of the key that seals.</summary>
    public string Current { get; }

    /// <summary>How all that the current key sealed begins: tells in SQL what another key sealed.</summary>
    internal byte[] CurrentHeader => Header(Current);

    /// <summary>Encrypts and authenticates (AES-GCM): version, key name, nonce, tag, text.</summary>
    /// <param name="purpose">What the secret is for; it opens for the same purpose only.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string purpose)
    {
        var header = CurrentHeader;
        return [.. header, .. SealedText.Seal(_keys[Current], secret, Context(header, purpose))];
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="MissingMasterKeyException">Sealed with a key that is not here.</exception>
    /// <exception cref="CryptographicException">Changed, or sealed for another purpose.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedSecret, string purpose)
    {
        var name = KeyOf(sealedSecret);
        if (!_keys.TryGetValue(name, out var key))
            throw new MissingMasterKeyException(name);
        var header = sealedSecret[..(2 + sealedSecret[1])];
        return SealedText.Open(key, sealedSecret[header.Length..], Context(header, purpose));
    }

    /// <summary>Seals with the current key what another one sealed.</summary>
    /// <exception cref="MissingMasterKeyException">Sealed with a key that is not here.</exception>
    /// <exception cref="CryptographicException">Changed, or sealed for another purpose.</exception>
    public byte[] Reseal(ReadOnlySpan<byte> sealedSecret, string purpose)
    {
        var secret = Open(sealedSecret, purpose);
        try
        {
            return Seal(secret, purpose);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Name of the key that a secret was sealed with.</summary>
    /// <exception cref="CryptographicException">Not something that <see cref="Seal"/> made.</exception>
    public static string KeyOf(ReadOnlySpan<byte> sealedSecret)
    {
        if (sealedSecret.Length < 2 || sealedSecret[0] != Version || sealedSecret.Length < 2 + sealedSecret[1])
            throw new CryptographicException("This is not a sealed secret.");
        return Encoding.UTF8.GetString(sealedSecret.Slice(2, sealedSecret[1]));
    }

    private static byte[] Header(string key)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return [Version, (byte)name.Length, .. name];
    }

    private static byte[] Context(ReadOnlySpan<byte> header, string purpose) => [.. header, .. Encoding.UTF8.GetBytes(purpose)];
}
