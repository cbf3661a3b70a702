using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.IntegrationTests.Hosting;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>A passkey that is kept in the cloud: it signs whatever it is asked to and never counts.</summary>
internal sealed class SoftwareKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);

    public required Guid Account { get; init; }

    /// <summary>Makes a key and gives it to an account, as its page would.</summary>
    public static async Task<SoftwareKey> AddToAsync(MarketplaceApplication application, Guid account)
    {
        var made = new SoftwareKey { Account = account };
        var point = made._key.ExportParameters(includePrivateParameters: false).Q;
        // COSE: kty EC2, alg ES256, crv P-256, x, y.
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        await application.ExecuteAsync("""
            INSERT INTO passkey (credential_id, account_id, name, public_key, sign_count, user_verified, backup_eligible, backed_up, attestation_object, client_data_json)
            VALUES (@id, @account, 'Nuage', @cose, 0, true, true, true, '', '')
            """, new { id = made._id, account, cose });
        return made;
    }

    /// <summary>What the browser sends for a challenge.</summary>
    /// <param name="options">As the site gave them.</param>
    /// <param name="origin">Of the page that asks.</param>
    public string Answer(string options, string origin, bool crossOrigin = false)
    {
        using var asked = JsonDocument.Parse(options);
        var challenge = asked.RootElement.GetProperty("challenge").GetString()!;
        var domain = asked.RootElement.GetProperty("rpId").GetString()!;
        var client = JsonSerializer.SerializeToUtf8Bytes(new { type = "webauthn.get", challenge, origin, crossOrigin });
        // User present and verified, key may be and is copied; no count.
        byte[] authenticator = [.. SHA256.HashData(Encoding.ASCII.GetBytes(domain)), 0x1D, .. Count(0)];
        var signature = _key.SignData(
            [.. authenticator, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(_id),
            rawId = Base64Url.EncodeToString(_id),
            type = "public-key",
            clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(authenticator),
                signature = Base64Url.EncodeToString(signature),
                userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Account.ToString())),
            },
        });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Count(uint count)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, count);
        return bytes;
    }
}
