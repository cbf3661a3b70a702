using System.Net;
using Elastic.Clients.Elasticsearch;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>A try is limited to the end of its answer, and an answer to a length.</summary>
public sealed class AnswerLimitTests
{
    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Read_AnswerDoesNotEnd_NextNodeIsAskedAfterTheLimit()
    {
        nodes.HangsAmidAnAnswer("a");
        var call = nodes.SendAsync(CallKind.Read);
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(ScriptedNodes.WriteLimit);
        (await call).Dispose();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_NoAnswerEnds_IsUnavailableAfterTwiceTheLimit()
    {
        nodes.All(nodes.HangsAmidAnAnswer);
        var search = nodes.SendAsync(CallKind.Search);
        for (var tries = 0; tries < 2; tries++)
        {
            await nodes.ArrivalAsync();
            nodes.Clock.Advance(ScriptedNodes.SearchLimit);
        }
        await Assert.ThrowsAsync<SearchUnavailableException>(() => search);
    }

    [Fact]
    public async Task Typed_AnswerDoesNotEnd_NextNodeIsAskedAfterTheLimit()
    {
        nodes.All(n => nodes.Answers(n, body: """{"count":7,"_shards":{"total":1,"successful":1,"failed":0}}"""));
        nodes.HangsAmidAnAnswer("a");
        var call = nodes.Client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")));
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(ScriptedNodes.WriteLimit);
        Assert.Equal(7, (await call).Count);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Error_LongerThanIsRead_IsToldByItsStatus()
    {
        nodes.All(n => nodes.Answers(n, HttpStatusCode.BadRequest, $$"""{"error":"{{new string('x', 1_100_000)}}"}"""));
        var error = await Assert.ThrowsAsync<ElasticsearchException>(() => nodes.SendAsync(CallKind.Read));
        Assert.Equal((400, null), (error.Status, error.Reason));
    }

    [Fact]
    public async Task Answer_LongerThanTheLimit_IsRefusedOnTheWay()
    {
        using var network = new HttpMessageInvoker(new AnswerHandler(new Zeros(AnswerHandler.LargestAnswer + 1)));
        using var answer = await network.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://a"), CancellationToken.None);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await Assert.ThrowsAsync<InvalidDataException>(() => body.CopyToAsync(Stream.Null));
    }

    /// <summary>The transport renews its handlers every few minutes, under searches that go on.</summary>
    [Fact]
    public void Dispose_OfAHandlerThatTheTransportRenews_LeavesTheConnections()
    {
        var connections = new Zeros(1);
        new AnswerHandler(new PackingHandler(connections)).Dispose();
        Assert.False(connections.Disposed);
        new Wire(new ElasticsearchOptions { Nodes = [new Uri("http://a")] }, connections).Dispose();
        Assert.True(connections.Disposed);
    }

    /// <summary>Answers with so many zeros, which no memory holds.</summary>
    private sealed class Zeros(long length) : HttpMessageHandler
    {
        public bool Disposed { get; private set; }

        protected override void Dispose(bool disposing) => Disposed = true;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sparse = new FileStream(
                Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None,
                1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            sparse.SetLength(length);
            return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(sparse) });
        }
    }
}
