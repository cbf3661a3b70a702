using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class BreakerTests
{
    private readonly ScriptedNodes nodes = new();

    [Fact]
    public async Task Search_ClusterIsAway_IsRefusedWithoutAskingIt()
    {
        await OpenAsync();
        var failure = await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.NotNull(failure.InnerException);
        Assert.Equal("", nodes.Asked());
    }

    [Fact]
    public async Task Search_ClusterIsBack_OneFindsOutAndAllPass()
    {
        await OpenAsync();
        nodes.All(n => nodes.Answers(n));
        nodes.Clock.Advance(CallPolicies.BreakerRest);
        for (var i = 0; i < 3; i++)
            (await nodes.SendAsync(CallKind.Search)).Dispose();
        Assert.Equal(3, nodes.Asked().Length);
    }

    [Fact]
    public async Task Search_ClusterIsStillAway_OneFindsOutAndTheNextIsRefused()
    {
        await OpenAsync();
        nodes.Clock.Advance(CallPolicies.BreakerRest);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.NotEqual("", nodes.Asked());
        await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.Equal("", nodes.Asked());
    }

    [Theory]
    [InlineData(nameof(CallKind.Write))]
    [InlineData(nameof(CallKind.Admin))]
    [InlineData(nameof(CallKind.Read))]
    public async Task OtherCalls_BreakerIsOpen_AreSent(string kind)
    {
        await OpenAsync();
        nodes.All(n => nodes.Answers(n));
        (await nodes.SendAsync(Enum.Parse<CallKind>(kind))).Dispose();
        Assert.Single(nodes.Asked());
    }

    [Fact]
    public async Task Search_RequestsAreWrong_BreakerStaysShut()
    {
        nodes.All(n => nodes.Answers(n, HttpStatusCode.BadRequest));
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<ElasticsearchException>(() => nodes.SendAsync(CallKind.Search));
        Assert.Equal(20, nodes.Asked().Length);
    }

    [Fact]
    public async Task Search_OneOfThreeNodesIsAway_BreakerStaysShut()
    {
        nodes.Breaks("b");
        for (var i = 0; i < 30; i++)
        {
            (await nodes.SendAsync(CallKind.Search)).Dispose();
            nodes.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task OpenAsync()
    {
        nodes.All(nodes.Breaks);
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.NotEqual("", nodes.Asked());
    }
}
