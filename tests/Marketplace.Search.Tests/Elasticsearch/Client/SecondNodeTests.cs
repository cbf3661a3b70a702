using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>A search that takes long is asked of a second node too.</summary>
public sealed class SecondNodeTests
{
    private static readonly TimeSpan Soon = ScriptedNodes.SearchLimit / 4;

    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Search_NodeTakesLong_AnotherAnswersBeforeTheLimit()
    {
        nodes.Hangs("a");
        var search = await SlowSearchAsync();
        (await search).Dispose();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_NodeTookLong_OthersAreAskedNext()
    {
        nodes.Hangs("a");
        (await await SlowSearchAsync()).Dispose();
        nodes.Answers("a");
        for (var i = 0; i < 6; i++)
            (await nodes.SendAsync(CallKind.Search)).Dispose();
        var asked = nodes.Asked();
        Assert.Equal(("ab", 6), (asked[..2], asked[2..].Count(n => n != 'a')));
    }

    [Fact]
    public async Task Search_SecondNodeFails_TheFirstIsWaitedFor()
    {
        var told = nodes.AnswersLater("a");
        nodes.Refuses("b");
        var search = await SlowSearchAsync();
        Assert.Equal("b", await nodes.ArrivalAsync());
        Assert.False(search.IsCompleted);
        told.SetResult();
        (await search).Dispose();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_SecondNodeSaysThatTheQueryIsWrong_TheFirstIsNotWaitedFor()
    {
        nodes.Hangs("a");
        nodes.Answers("b", HttpStatusCode.BadRequest, """{"error":{"type":"parsing_exception","reason":"no such clause"}}""");
        var search = await SlowSearchAsync();
        var refusal = await Assert.ThrowsAsync<ElasticsearchException>(() => search);
        Assert.Contains("no such clause", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FirstNodeAnswersAfterAll_TheSecondIsNotWaitedFor()
    {
        var told = nodes.AnswersLater("a");
        nodes.Hangs("b");
        var search = await SlowSearchAsync();
        Assert.Equal("b", await nodes.ArrivalAsync());
        told.SetResult();
        (await search).Dispose();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Write_NodeTakesLong_NoOtherIsAsked()
    {
        var told = nodes.AnswersLater("a");
        var write = nodes.SendAsync(CallKind.Write);
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(Soon * 20);
        told.SetResult();
        (await write).Dispose();
        Assert.Equal("a", nodes.Asked());
    }

    private async Task<Task<System.Text.Json.JsonDocument>> SlowSearchAsync()
    {
        var search = nodes.SendAsync(CallKind.Search);
        Assert.Equal("a", await nodes.ArrivalAsync());
        nodes.Clock.Advance(Soon);
        return search;
    }
}
