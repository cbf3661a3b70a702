using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class FailOverTests
{
    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Send_NodesThatWork_AreAskedInTurn()
    {
        for (var i = 0; i < 6; i++)
            await nodes.SendAsync(CallKind.Search);
        Assert.Equal("abcabc", nodes.Asked());
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("breaks")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("504")]
    [InlineData("connects too slowly")]
    public async Task Search_NodeFails_NextOneAnswers(string how)
    {
        Fail("a", how);
        await nodes.SendAsync(CallKind.Search);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_NodeHangs_NextOneIsAskedAfterTheLimit()
    {
        nodes.Hangs("a");
        var search = nodes.SendAsync(CallKind.Search);
        Assert.Equal("a", await nodes.ArrivalAsync());
        nodes.Clock.Advance(ScriptedNodes.SearchLimit);
        await search;
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_OnlyTheLastNodeAcceptsConnections_ItAnswers()
    {
        nodes.Refuses("a");
        nodes.Refuses("b");
        await nodes.SendAsync(CallKind.Search);
        Assert.Equal("abc", nodes.Asked());
    }

    [Fact]
    public async Task Search_TwoNodesBreak_IsUnavailableWithTheCause()
    {
        nodes.All(nodes.Breaks);
        var failure = await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_TwoNodesHang_IsUnavailableAfterTwiceTheLimit()
    {
        nodes.All(nodes.Hangs);
        var search = nodes.SendAsync(CallKind.Search);
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(ScriptedNodes.SearchLimit);
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(ScriptedNodes.SearchLimit);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => search);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_LoneNodeHangs_IsNotAskedAgain()
    {
        var one = new ScriptedNodes(1);
        one.Hangs("a");
        var search = one.SendAsync(CallKind.Search);
        await one.ArrivalAsync();
        one.Clock.Advance(ScriptedNodes.SearchLimit);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => search);
        Assert.Equal("a", one.Asked());
    }

    [Fact]
    public async Task Send_NodeThatFailed_RestsThenIsTriedOnceAndComesBackByAndBy()
    {
        nodes.Refuses("a");
        await nodes.SendAsync(CallKind.Search);
        nodes.Asked();
        nodes.Answers("a");
        for (var i = 0; i < 4; i++)
            await nodes.SendAsync(CallKind.Search);
        Assert.DoesNotContain("a", nodes.Asked());
        foreach (var (after, asked) in ((TimeSpan, int)[])[(NodePool.ShortestRest, 1), (TimeSpan.FromMinutes(2), 2)])
        {
            nodes.Clock.Advance(after);
            for (var i = 0; i < 6; i++)
                await nodes.SendAsync(CallKind.Search);
            Assert.Equal(asked, nodes.Asked().Count(n => n == 'a'));
        }
    }

    private void Fail(string name, string how)
    {
        switch (how)
        {
            case "refuses": nodes.Refuses(name); break;
            case "breaks": nodes.Breaks(name); break;
            // What SocketsHttpHandler throws after its ConnectTimeout.
            case "connects too slowly": nodes.Fails(name, new TaskCanceledException("", new TimeoutException())); break;
            default: nodes.Answers(name, Enum.Parse<HttpStatusCode>(how), "<html>proxy</html>"); break;
        }
    }
}
