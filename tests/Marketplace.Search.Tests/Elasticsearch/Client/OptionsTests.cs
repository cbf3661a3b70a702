using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class OptionsTests
{
    private static readonly ElasticsearchOptions Good = new() { Nodes = [new Uri("https://recherche.exemple.fr:9200")] };

    public static TheoryData<string, ElasticsearchOptions> Wrong => new()
    {
        { "Url", Good with { Nodes = [] } },
        { "Url", At("ftp://a") },
        { "Url", At("https://user:secret@a:9200") },
        { "Url", At("https://a:9200/?x=1") },
        { "Url", At("http://recherche.exemple.fr:9200") with { ApiKey = "secret" } },
        { "Url", At("http://8.8.8.8:9200") with { Username = "u", Password = "secret" } },
        { "Url", At("http://localhost:9200") with { CertificateFingerprint = new string('a', 64) } },
        { "ApiKey", Good with { ApiKey = "secret", Username = "u", Password = "secret" } },
        { "ApiKey", Good with { ApiKey = "secret\n" } },
        { "Password", Good with { Username = "u" } },
        { "Username", Good with { Password = "secret" } },
        { "Username", Good with { Username = "a:b", Password = "secret" } },
        { "CertificateFingerprint", Good with { CertificateFingerprint = "abc" } },
        { "CertificateFingerprint", Good with { CertificateFingerprint = new string('a', 64), CertificateAuthorityFile = "ca.pem" } },
        { "CertificateAuthorityFile", Good with { CertificateAuthorityFile = "/does/not/exist.pem" } },
        { "CertificateAuthorityFile", Good with { CertificateAuthorityFile = typeof(OptionsTests).Assembly.Location } },
        { "Name", Good with { Name = "Marketplace" } },
        { "Name", Good with { Name = "" } },
        { "Shards", Good with { Shards = 0 } },
        { "Replicas", Good with { Replicas = -1 } },
        { "RefreshInterval", Good with { RefreshInterval = TimeSpan.Zero } },
        { "SearchTimeout", Good with { SearchTimeout = TimeSpan.FromTicks(1) } },
        { "ConcurrentSearches", Good with { ConcurrentSearches = 0 } },
        { "WriteTimeout", Good with { WriteTimeout = TimeSpan.FromDays(1) } },
        { "BulkBytes", Good with { BulkBytes = 200_000_000 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_CannotWorkOrIsUnsafe_NamesTheSettingAndNoSecret(string setting, ElasticsearchOptions options)
    {
        var refusal = Assert.Throws<ArgumentException>(options.Validate);
        Assert.StartsWith($"Search:Elasticsearch:{setting} : ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ElasticsearchClient(options));
    }

    [Theory]
    [InlineData("https://recherche.exemple.fr")]
    [InlineData("http://localhost:9200")]
    [InlineData("http://[::1]:9200")]
    [InlineData("http://elasticsearch:9200")]
    [InlineData("http://10.1.2.3:9200")]
    public void Validate_PasswordOnASafeWay_Passes(string node) => (At(node) with { Username = "u", Password = "p" }).Validate();

    [Fact]
    public void ToString_WithSecrets_ShowsAddressesOnly()
    {
        var text = (Good with { ApiKey = "secret" }).ToString();
        Assert.Contains("recherche.exemple.fr", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    private static ElasticsearchOptions At(string node) => Good with { Nodes = [new Uri(node)] };
}
