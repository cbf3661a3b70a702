using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Marketplace.Search.Elasticsearch;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class TrustTests : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1), Until = DateTimeOffset.UtcNow.AddDays(30);

    private readonly X509Certificate2 authority = Authority();
    private readonly X509Certificate2 certificate;
    private readonly string file = Path.GetTempFileName();

    public TrustTests()
    {
        certificate = Signed(authority);
        File.WriteAllText(file, authority.ExportCertificatePem());
    }

    [Fact]
    public async Task Send_SignedByTheFilesAuthority_Passes() =>
        Assert.Null(await AskAsync(certificate, o => o with { CertificateAuthorityFile = file }));

    [Fact]
    public async Task Send_FingerprintOfTheServer_Passes() =>
        Assert.Null(await AskAsync(certificate, o => o with { CertificateFingerprint = FingerprintOf(certificate, colons: true) }));

    [Fact]
    public async Task Send_UnknownAuthority_IsUnavailable() =>
        Assert.IsType<SearchUnavailableException>(await AskAsync(certificate, o => o));

    [Fact]
    public async Task Send_SignedByAnotherAuthority_IsUnavailable()
    {
        using var other = Authority();
        using var stranger = Signed(other);
        Assert.IsType<SearchUnavailableException>(await AskAsync(stranger, o => o with { CertificateAuthorityFile = file }));
    }

    [Fact]
    public async Task Send_AnotherNameThanTheServers_IsUnavailable()
    {
        using var stranger = Signed(authority, IPAddress.Parse("127.0.0.9"));
        Assert.IsType<SearchUnavailableException>(await AskAsync(stranger, o => o with { CertificateAuthorityFile = file }));
    }

    [Fact]
    public async Task Send_AnotherFingerprint_IsUnavailable() =>
        Assert.IsType<SearchUnavailableException>(
            await AskAsync(certificate, o => o with { CertificateFingerprint = new string('a', 64) }));

    [Fact]
    public void Fingerprint_OfTheAuthorityThatSigned_Passes() =>
        Assert.True(IsTrusted(certificate, SslPolicyErrors.RemoteCertificateChainErrors));

    [Fact]
    public void Fingerprint_OfTheAuthorityForAnotherName_IsRefused() =>
        Assert.False(IsTrusted(certificate, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));

    [Fact]
    public void Fingerprint_AuthoritySentAlongByOneItDidNotSign_IsRefused()
    {
        // Same name as the true authority, another key.
        using var forged = Authority();
        using var stranger = Signed(forged);
        Assert.False(IsTrusted(stranger, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    public void Dispose()
    {
        authority.Dispose();
        certificate.Dispose();
        File.Delete(file);
    }

    /// <summary>As the handler asks when the server sends the authority's certificate along.</summary>
    private bool IsTrusted(X509Certificate2 server, SslPolicyErrors errors)
    {
        using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.ExtraStore.Add(authority);
        chain.Build(server);
        var trust = ServerTrust.For(
            new ElasticsearchOptions { Nodes = [new Uri("https://a")], CertificateFingerprint = FingerprintOf(authority) });
        return trust.RemoteCertificateValidationCallback!(this, server, chain, errors);
    }

    private static async Task<Exception?> AskAsync(X509Certificate2 server, Func<ElasticsearchOptions, ElasticsearchOptions> with)
    {
        await using var listening = await LocalServer.StartAsync(http => http.Response.WriteAsync("{}"), server);
        using var client = new ElasticsearchClient(
            with(new ElasticsearchOptions { Nodes = [listening.Address], SearchTimeout = TimeSpan.FromMinutes(1) }));
        return await Record.ExceptionAsync(async () => (await client.SendAsync(HttpMethod.Get, "x", CallKind.Search)).Dispose());
    }

    private static string FingerprintOf(X509Certificate2 certificate, bool colons = false)
    {
        var bytes = certificate.GetCertHash(HashAlgorithmName.SHA256);
        return colons ? string.Join(':', bytes.Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))
            : Convert.ToHexStringLower(bytes);
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 Signed(X509Certificate2 by, IPAddress? address = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address ?? IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var signed = request.Create(by, From, Until.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
