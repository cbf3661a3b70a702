using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class ErrorAnswerTests
{
    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Send_IndexIsMissing_NamesIndexTypeAndReason()
    {
        var error = await FailAsync(HttpStatusCode.NotFound, """
            {"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [x-1]","index":"x-1"}],
             "type":"index_not_found_exception","reason":"no such index [x-1]","index":"x-1"},"status":404}
            """);
        Assert.Equal((404, "x-1", "index_not_found_exception", "no such index [x-1]"),
            (error.Status, error.Index, error.Type, error.Reason));
        Assert.Contains("\"x-1\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such index", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_GeneralErrorWithDeeperCauses_GivesAllReasonsOnce()
    {
        var error = await FailAsync(HttpStatusCode.BadRequest, """
            {"error":{"root_cause":[{"type":"query_shard_exception","reason":"No mapping found for [x]"}],
             "type":"search_phase_execution_exception","reason":"all shards failed","failed_shards":[{"shard":0}],
             "caused_by":{"type":"query_shard_exception","reason":"No mapping found for [x]","caused_by":{"type":"e","reason":"deepest"}}}}
            """);
        Assert.Equal("all shards failed: No mapping found for [x]: deepest", error.Reason);
        Assert.Equal("marketplace-actions", error.Index);
    }

    [Theory]
    [InlineData("""{"error":"Incorrect HTTP method","status":405}""", "Incorrect HTTP method")]
    [InlineData("<html><h1>Not allowed</h1></html>", "the answer is not Elasticsearch's JSON; a proxy may have given it")]
    [InlineData("[1]", "the answer is not Elasticsearch's JSON; a proxy may have given it")]
    [InlineData("""{"error":{"type":{}}}""", "the answer is not Elasticsearch's JSON; a proxy may have given it")]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("""{"found":false}""", null)]
    public async Task Send_ErrorOfAnotherShape_IsStillAnError(string body, string? reason)
    {
        var error = await FailAsync(HttpStatusCode.MethodNotAllowed, body);
        Assert.Equal((405, null, reason), (error.Status, error.Type, error.Reason));
    }

    [Fact]
    public async Task Send_ReasonRepeatsADocument_IsShortened()
    {
        var error = await FailAsync(HttpStatusCode.BadRequest, $$"""{"error":"{{new string('x', 5000)}}"}""");
        Assert.InRange(error.Reason!.Length, 100, 600);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("")]
    public async Task Send_SuccessThatIsNoJson_IsAnError(string body)
    {
        var error = await FailAsync(HttpStatusCode.OK, body);
        Assert.Equal("unreadable_answer", error.Type);
    }

    [Fact]
    public async Task Exists_SaysWhetherItDoesAndPassesOtherErrorsOn()
    {
        Assert.True(await nodes.Client.ExistsAsync("x"));
        nodes.All(n => nodes.Answers(n, HttpStatusCode.NotFound, ""));
        Assert.False(await nodes.Client.ExistsAsync("x"));
        nodes.All(n => nodes.Answers(n, HttpStatusCode.Forbidden, ""));
        var error = await Assert.ThrowsAsync<ElasticsearchException>(() => nodes.Client.ExistsAsync("x"));
        Assert.Equal((403, "x"), (error.Status, error.Index));
    }

    [Fact]
    public async Task LimitedStream_LongerThanItsLimit_IsRefused()
    {
        using var exact = new LimitedStream(new MemoryStream(new byte[10]), 10);
        await exact.CopyToAsync(Stream.Null);
        using var longer = new LimitedStream(new MemoryStream(new byte[11]), 10);
        await Assert.ThrowsAsync<InvalidDataException>(() => longer.CopyToAsync(Stream.Null));
    }

    private async Task<ElasticsearchException> FailAsync(HttpStatusCode status, string body)
    {
        nodes.All(n => nodes.Answers(n, status, body));
        return await Assert.ThrowsAsync<ElasticsearchException>(() => nodes.SendAsync(CallKind.Read));
    }
}
