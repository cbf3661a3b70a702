using System.Net;
using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Elasticsearch.Querying;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>Several searches in one request: its status is 200 even when one of them failed.</summary>
public sealed class SeveralSearchesTests
{
    private const string Good = """{"responses":[{"status":200,"hits":{}},{"status":200,"hits":{}}]}""";

    private readonly ScriptedNodes nodes = new();

    private Task AskAsync() => new RowSearch(
            nodes.Client, "marketplace-actions",
            new CompiledQuery(new EngineQuery(new SearchQuery { Today = new(2026, 11, 26) }, []), ClusterWords.Empty().Lexicon, 0))
        .AskSeveralAsync([new JsonObject(), new JsonObject()], CancellationToken.None);

    [Theory, InlineData(500), InlineData(503)]
    public async Task AskSeveral_ANodeGoesAwayUnderOne_TheNextNodeIsAsked(int status)
    {
        nodes.All(n => nodes.Answers(n, body: Good));
        nodes.Answers("a", body: OneFails(status));
        await AskAsync();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task AskSeveral_OneFailsTwice_IsUnavailableWithTheReason()
    {
        nodes.All(n => nodes.Answers(n, body: OneFails(503)));
        var failure = await Assert.ThrowsAsync<SearchUnavailableException>(AskAsync);
        Assert.Contains("all shards failed", failure.Message, StringComparison.Ordinal);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task AskSeveral_TooMuchToDo_IsUnavailableWithoutAnotherTry()
    {
        nodes.All(n => nodes.Answers(n, body: OneFails(429)));
        await Assert.ThrowsAsync<SearchUnavailableException>(AskAsync);
        Assert.Equal("a", nodes.Asked());
    }

    [Theory, InlineData(HttpStatusCode.BadRequest), InlineData(HttpStatusCode.NotFound)]
    public async Task AskSeveral_OneIsRefused_SaysWhyAtOnce(HttpStatusCode status)
    {
        nodes.All(n => nodes.Answers(n, body: OneFails((int)status)));
        var refusal = await Assert.ThrowsAsync<ElasticsearchException>(AskAsync);
        Assert.Equal(((int)status, "search_phase_execution_exception"), (refusal.Status, refusal.Type));
        Assert.Equal("a", nodes.Asked());
    }

    private static string OneFails(int status) =>
        """{"responses":[{"status":200,"hits":{}},{"status":STATUS,"error":{"type":"search_phase_execution_exception","reason":"all shards failed"}}]}"""
            .Replace("STATUS", status.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
