using System.Net;
using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Marketplace.Search.Elasticsearch;
using Microsoft.AspNetCore.Http;
using ElasticsearchClient = Marketplace.Search.Elasticsearch.ElasticsearchClient;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>Calls of the official typed client go by our rules and fail as ours do.</summary>
public sealed class AdministrationTests
{
    private const string Counted = """{"count":3,"_shards":{"total":1,"successful":1,"failed":0}}""";

    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Read_NodeFails_NextOneAnswers()
    {
        nodes.All(n => nodes.Answers(n, body: Counted));
        nodes.Breaks("a");
        Assert.Equal(3, await CountAsync());
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Nodes_ThatWork_AreAskedInTurnByBothKindsOfCall()
    {
        nodes.All(n => nodes.Answers(n, body: Counted));
        await CountAsync();
        (await nodes.SendAsync(CallKind.Read)).Dispose();
        await CountAsync();
        Assert.Equal("abc", nodes.Asked());
    }

    [Theory]
    [InlineData("breaks")]
    [InlineData("503")]
    [InlineData("429")]
    public async Task Change_MayHaveArrived_IsNotRepeated(string how)
    {
        nodes.All(n =>
        {
            if (how == "breaks")
                nodes.Breaks(n);
            else
                nodes.Answers(n, Enum.Parse<HttpStatusCode>(how),
                    """{"error":{"type":"no_room","reason":"queue full","index":"x-1"},"status":1}""");
        });
        var failure = await Assert.ThrowsAsync<SearchUnavailableException>(DeleteAsync);
        Assert.Equal("a", nodes.Asked());
        if (how == "breaks")
        {
            Assert.IsType<HttpRequestException>(failure.InnerException);
            return;
        }
        var answer = Assert.IsType<ElasticsearchException>(failure.InnerException);
        Assert.Equal((int.Parse(how, System.Globalization.CultureInfo.InvariantCulture), "x-1", "no_room", "queue full"),
            (answer.Status, answer.Index, answer.Type, answer.Reason));
        Assert.Contains("queue full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_NoConnection_GoesToTheNextNode()
    {
        nodes.All(n => nodes.Answers(n, body: """{"acknowledged":true}"""));
        nodes.Refuses("a");
        await DeleteAsync();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Change_ConnectionIsCutAfterTheRequest_NeitherNodeIsAskedAgain()
    {
        var requests = 0;
        await using var first = await LocalServer.StartAsync(Cut);
        await using var second = await LocalServer.StartAsync(Cut);
        using var client = new ElasticsearchClient(new ElasticsearchOptions { Nodes = [first.Address, second.Address] });
        await Assert.ThrowsAsync<SearchUnavailableException>(() =>
            client.AdministerAsync(CallKind.Admin, c => c.Indices.CreateAsync(new CreateIndexRequest("x"))));
        Assert.Equal(1, requests);

        Task Cut(HttpContext http)
        {
            Interlocked.Increment(ref requests);
            http.Abort();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(404, """{"error":{"type":"index_not_found_exception","reason":"no such index [x-1]","index":"x-1"},"status":404}""", "x-1",
        "index_not_found_exception", "no such index [x-1]")]
    [InlineData(403, """{"error":"not yours","status":403}""", "x", null, "not yours")]
    [InlineData(401, "", "x", null, null)]
    [InlineData(405, "<html>No</html>", "x", null, "the answer is not Elasticsearch's JSON; a proxy may have given it")]
    [InlineData(200, "<html>Sign in</html>", "x", "unreadable_answer", "the answer is not JSON; a proxy may have given it")]
    public async Task Read_IsRefused_SaysWhyAsOtherCallsDo(int status, string body, string index, string? type, string? reason)
    {
        nodes.All(n => nodes.Answers(n, (HttpStatusCode)status, body));
        var error = await Assert.ThrowsAsync<ElasticsearchException>(CountAsync);
        Assert.Equal((status, index, type, reason), (error.Status, error.Index, error.Type, error.Reason));
        Assert.Equal("a", nodes.Asked());
    }

    [Fact]
    public async Task Read_SomethingElseThanElasticsearchAnswersOnce_TheNextCallPasses()
    {
        var product = "";
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.Headers["X-elastic-product"] = product;
            return http.Response.WriteAsync(Counted);
        });
        using var client = new ElasticsearchClient(new ElasticsearchOptions { Nodes = [server.Address] });
        await Assert.ThrowsAsync<SearchUnavailableException>(
            () => client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x"))));
        product = "Elasticsearch";
        Assert.Equal(3, (await client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")))).Count);
    }

    [Fact]
    public async Task Read_CallerGivesUp_StaysACancellation()
    {
        nodes.All(nodes.Hangs);
        using var caller = new CancellationTokenSource();
        var call = nodes.Client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x"), caller.Token));
        await nodes.ArrivalAsync();
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Equal("a", nodes.Asked());
    }

    [Fact]
    public async Task Call_WithKey_SendsItAndKeepsThePathOfTheAddress()
    {
        string? seen = null;
        await using var server = await LocalServer.StartAsync(http =>
        {
            seen = $"{http.Request.Headers.Authorization} {http.Request.Path}";
            http.Response.Headers["X-elastic-product"] = "Elasticsearch";
            return http.Response.WriteAsync(Counted);
        });
        using var client = new ElasticsearchClient(
            new ElasticsearchOptions { Nodes = [new Uri(server.Address, "below")], ApiKey = "abc==" });
        await client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")));
        Assert.Equal("ApiKey abc== /below/x/_count", seen);
    }

    private async Task<long> CountAsync() =>
        (await nodes.Client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")))).Count;

    private Task DeleteAsync() => nodes.Client.AdministerAsync(CallKind.Admin, c => c.Indices.DeleteAsync(new DeleteIndexRequest("x")));
}
