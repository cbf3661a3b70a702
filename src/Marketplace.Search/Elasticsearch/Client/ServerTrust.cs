using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Which server certificates are trusted: the machine's authorities, those of one file, or one fingerprint.</summary>
internal static class ServerTrust
{
    public static SslClientAuthenticationOptions For(ElasticsearchOptions options)
    {
        if (options.CertificateFingerprint is { } text)
        {
            var fingerprint = ReadFingerprint(text)!;
            return new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Matches(fingerprint, certificate, chain, errors),
            };
        }
        return options.CertificateAuthorityFile is { } file
            ? new SslClientAuthenticationOptions { CertificateChainPolicy = Only(ReadAuthorities(file)) }
            : new SslClientAuthenticationOptions();
    }

    /// <returns>The certificates of a PEM file; none when it holds none that can be read.</returns>
    public static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException)
        {
            authorities.Clear();
        }
        return authorities;
    }

    /// <returns>32 bytes; null when the text is no SHA-256.</returns>
    public static byte[]? ReadFingerprint(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal).Trim();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    /// <summary>
    /// The server's own certificate is trusted whatever its name. An authority's must have signed a valid certificate
    /// of the server's name: anybody can send a copy of the authority's certificate along, so the chain is built again.
    /// </summary>
    private static bool Matches(byte[] fingerprint, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return false;
        var own = certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (IsIt(own, fingerprint))
            return true;
        if (chain is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        X509Certificate2Collection sent = [.. chain.ChainElements.Select(e => e.Certificate), .. chain.ChainPolicy.ExtraStore];
        if (sent.FirstOrDefault(c => IsIt(c, fingerprint)) is not { } authority)
            return false;
        using var signed = new X509Chain { ChainPolicy = Only([authority]) };
        signed.ChainPolicy.ExtraStore.AddRange(sent);
        return signed.Build(own);
    }

    private static bool IsIt(X509Certificate2 certificate, byte[] fingerprint) =>
        CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(HashAlgorithmName.SHA256), fingerprint);

    // An authority made for one cluster publishes no revocation list.
    private static X509ChainPolicy Only(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
