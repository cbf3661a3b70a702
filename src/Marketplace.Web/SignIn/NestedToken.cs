using System.Security.Cryptography;
using Jose;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Takes the signed token out of an encrypted one. FranceConnect+ encrypts with RSA-OAEP-256 and A256GCM, which
/// Microsoft.IdentityModel does not open.
/// </summary>
public static class NestedToken
{
    private const int EncryptedParts = 5;

    /// <summary>The signed token; the text itself when it is not encrypted.</summary>
    /// <exception cref="SecurityTokenException">None of our keys opens it.</exception>
    public static string Open(string token, IEnumerable<SecurityKey> keys)
    {
        if (token.Split('.').Length != EncryptedParts)
            return token;
        foreach (var key in keys.OfType<RsaSecurityKey>())
        {
            try
            {
                return JWE.Decrypt(token, key.Rsa, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM).Plaintext;
            }
            catch (Exception failure) when (failure is JoseException or CryptographicException or FormatException or ArgumentException)
            {
                // Perhaps meant for another of our keys.
            }
        }
        throw new SecurityTokenDecryptionFailedException("The provider's token opens with none of our keys.");
    }
}
