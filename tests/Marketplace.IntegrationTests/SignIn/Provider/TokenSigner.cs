using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>Signs claims well, or in one of the ways a client must refuse.</summary>
internal sealed class TokenSigner(KeyRing keys, TestIdentityProvider provider)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A compact signed token of the claims.</summary>
    public string Sign(IReadOnlyDictionary<string, object> claims, Misbehaviour misbehaviour)
    {
        var payload = JsonSerializer.Serialize(claims);
        var key = keys.Current;
        return misbehaviour switch
        {
            Misbehaviour.AlgorithmNone => Unsigned(new { alg = "none", typ = "JWT" }, payload) + ".",
            Misbehaviour.HmacWithPublicKey => Hmac(Unsigned(new { alg = "HS256", typ = "JWT", kid = key.Id }, payload), key.PublicText),
            Misbehaviour.UnknownKey or Misbehaviour.UserInfoForged =>
                Handler.CreateToken(payload, SigningKey.Create(provider.SigningAlgorithm).Credentials),
            Misbehaviour.WrongSignature => Handler.CreateToken(payload, SigningKey.Create(provider.SigningAlgorithm, key.Id).Credentials),
            _ => Handler.CreateToken(payload, key.Credentials),
        };
    }

    /// <summary>Wraps a signed token for the client, when the client registered a key.</summary>
    public string Seal(string signed) =>
        provider.EncryptionKey is { } key ? NestedToken.Encrypt(signed, key, provider.EncryptionKeyId) : signed;

    // By hand: the library rightly refuses to write these.
    private static string Unsigned(object header, string payload) =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(header)) + "." + Base64UrlEncoder.Encode(payload);

    private static string Hmac(string unsigned, byte[] secret) =>
        unsigned + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(unsigned)));
}
