using Marketplace.Platform.Data;
using Marketplace.Testing;
using Marketplace.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

public sealed class ElasticsearchSettingsTests
{
    [Fact]
    public void Read_WithoutAddress_IsTheEmbeddedEngine() => Assert.Null(Read(("Url", ""), ("Name", "marketplace")));

    [Fact]
    public void Read_SeveralAddresses_AreAllNodes()
    {
        var options = Read(("Url", "http://search-1:9200, http://search-2:9200/"), ("Shards", "3"), ("Replicas", "2"),
            ("RefreshInterval", "00:00:02"), ("ApiKey", ""))!;
        Assert.Equal(["http://search-1:9200/", "http://search-2:9200/"], options.Nodes.Select(n => n.AbsoluteUri));
        Assert.Equal((3, 2, TimeSpan.FromSeconds(2), null), (options.Shards, options.Replicas, options.RefreshInterval, options.ApiKey));
    }

    [Theory]
    [InlineData("Url", "recherche", "Search:Elasticsearch:Url")]
    [InlineData("Url", "ftp://recherche", "Search:Elasticsearch:Url")]
    [InlineData("Shards", "beaucoup", "« beaucoup » n'est pas un nombre entier")]
    [InlineData("Shards", "0", "Search:Elasticsearch:Shards")]
    [InlineData("RefreshInterval", "1s", "Search:Elasticsearch:RefreshInterval")]
    [InlineData("Username", "marketplace", "sans mot de passe")]
    [InlineData("Adress", "http://search:9200", "ce réglage n'existe pas")]
    public void Read_SettingThatCannotWork_IsNamed(string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<SetupException>(() => Read(("Url", "http://search:9200"), (name, value))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Serve_WrongSetting_EndsInOneSentence()
    {
        var directory = ServerProcess.NewDirectory();
        var result = await ServerProcess.RunAsync(directory, "serve", "--Search:Elasticsearch:Url=http://user:secret@search:9200");
        Assert.Equal(2, result.Status);
        Assert.Contains("Search:Elasticsearch:Url", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Directory.Delete(directory.Path, recursive: true);
    }

    private static Marketplace.Search.Elasticsearch.ElasticsearchOptions? Read(params (string Name, string Value)[] settings) =>
        ElasticsearchSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Reverse().DistinctBy(s => s.Name)
                .Select(s => KeyValuePair.Create($"{ElasticsearchSettings.Section}:{s.Name}", (string?)s.Value))).Build());
}
