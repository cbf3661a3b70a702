using System.Security.Cryptography;

namespace Marketplace.Platform.Vault;

/// <summary>AES-256-GCM with a random nonce: nonce (12 bytes), tag (16), text.</summary>
internal static class SealedText
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var result = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(result.AsSpan(0, NonceLength), plain, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength),
            context);
        return result;
    }

    /// <exception cref="CryptographicException">Changed, or sealed in another context or with another key.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> context)
    {
        if (sealedText.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed text is too short.");
        var plain = new byte[sealedText.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedText[..NonceLength], sealedText[(NonceLength + TagLength)..], sealedText.Slice(NonceLength, TagLength), plain,
            context);
        return plain;
    }
}
