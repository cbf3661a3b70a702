using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>What becomes of one document of a bulk request whose answer as a whole is a success.</summary>
public sealed class BulkItemTests
{
    private readonly ScriptedNodes nodes = new();

    private Task WriteAsync() => new BulkWriter(nodes.Client, new ElasticsearchOptions { Nodes = [] }, TimeProvider.System)
        .WriteAsync("marketplace-actions", isAlias: true, [new DocumentChange("one", 1, null), new DocumentChange("two", 2, null)],
            CancellationToken.None);

    [Theory, InlineData(429), InlineData(500), InlineData(503)]
    public async Task Write_ANodeFailsOverOneDocument_IsSentAgain(int status)
    {
        nodes.All(n => nodes.Answers(n, body: """{"errors":false}"""));
        nodes.Answers("a", body: SecondFails(status));
        await WriteAsync();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Write_OneDocumentIsWrong_IsToldAtOnce()
    {
        nodes.All(n => nodes.Answers(n, body: SecondFails(400)));
        var refusal = await Assert.ThrowsAsync<DocumentsRefusedException>(WriteAsync);
        Assert.Equal("two", Assert.Single(refusal.Refused).Id);
        Assert.Equal("a", nodes.Asked());
    }

    private static string SecondFails(int status) =>
        """{"errors":true,"items":[{"index":{"status":200}},{"index":{"status":STATUS,"error":{"type":"node_closed_exception","reason":"node closed"}}}]}"""
            .Replace("STATUS", status.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
