using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.IntegrationTests.SignIn.Provider;

/// <summary>A key pair of the provider and its public half as published.</summary>
internal sealed class SigningKey
{
    private SigningKey(AsymmetricAlgorithm pair, SecurityKey key, SigningAlgorithm algorithm, IReadOnlyDictionary<string, string> published)
    {
        // The library caches signers by key; tests make keys by the dozen and would leave them all behind.
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        Credentials = new(key, algorithm.ToString());
        Published = published;
        PublicText = Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem());
    }

    public string Id => Credentials.Key.KeyId;

    public SigningCredentials Credentials { get; }

    /// <summary>The members of the JSON Web Key.</summary>
    public IReadOnlyDictionary<string, string> Published { get; }

    /// <summary>The public key as everybody can write it down: the secret of whoever confuses HMAC and signature.</summary>
    public byte[] PublicText { get; }

    /// <summary>A fresh key, under a fresh id unless one is imposed.</summary>
    public static SigningKey Create(SigningAlgorithm algorithm, string? id = null)
    {
        id ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return algorithm == SigningAlgorithm.ES256 ? CreateEcdsa(id) : CreateRsa(id);
    }

    private static SigningKey CreateRsa(string id)
    {
        var pair = RSA.Create(2048);
        var numbers = pair.ExportParameters(false);
        return new(pair, new RsaSecurityKey(pair) { KeyId = id }, SigningAlgorithm.RS256, new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = id,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
        });
    }

    private static SigningKey CreateEcdsa(string id)
    {
        var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(false).Q;
        return new(pair, new ECDsaSecurityKey(pair) { KeyId = id }, SigningAlgorithm.ES256, new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["kid"] = id,
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        });
    }
}
