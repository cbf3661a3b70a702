using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>A signed token inside an encrypted one: RSA-OAEP-256 and A256GCM, which Microsoft.IdentityModel cannot write.</summary>
public static class NestedToken
{
    private const int TagLength = 16;
    private const int NonceLength = 12;

    /// <summary>Encrypts a signed token for the holder of the key.</summary>
    public static string Encrypt(string signed, RSA recipient, string? keyId)
    {
        var header = new Dictionary<string, string> { ["alg"] = "RSA-OAEP-256", ["enc"] = "A256GCM", ["cty"] = "JWT", ["typ"] = "JWT" };
        if (keyId is not null)
            header["kid"] = keyId;
        var protectedHeader = Base64UrlEncoder.Encode(JsonSerializer.Serialize(header));

        var contentKey = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var plain = Encoding.ASCII.GetBytes(signed);
        var cipher = new byte[plain.Length];
        var tag = new byte[TagLength];
        using (var aes = new AesGcm(contentKey, TagLength))
            aes.Encrypt(nonce, plain, cipher, tag, Encoding.ASCII.GetBytes(protectedHeader));

        var wrapped = recipient.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256);
        return string.Join('.', protectedHeader, Base64UrlEncoder.Encode(wrapped), Base64UrlEncoder.Encode(nonce),
            Base64UrlEncoder.Encode(cipher), Base64UrlEncoder.Encode(tag));
    }

    /// <summary>The signed token inside, for who holds the private key.</summary>
    public static string Decrypt(string sealedToken, RSA holder)
    {
        var parts = sealedToken.Split('.');
        if (parts.Length != 5)
            throw new FormatException("An encrypted token has five parts.");
        var contentKey = holder.Decrypt(Base64UrlEncoder.DecodeBytes(parts[1]), RSAEncryptionPadding.OaepSHA256);
        var cipher = Base64UrlEncoder.DecodeBytes(parts[3]);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(contentKey, TagLength);
        aes.Decrypt(Base64UrlEncoder.DecodeBytes(parts[2]), cipher, Base64UrlEncoder.DecodeBytes(parts[4]), plain,
            Encoding.ASCII.GetBytes(parts[0]));
        return Encoding.ASCII.GetString(plain);
    }
}
