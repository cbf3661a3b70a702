using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class CancellationTests
{
    private readonly ScriptedNodes nodes = new();

    [Theory]
    [InlineData(nameof(CallKind.Search))]
    [InlineData(nameof(CallKind.Write))]
    public async Task Send_CallerGivesUp_StaysACancellationAndBlamesNoNode(string kind)
    {
        nodes.Hangs("a");
        using var caller = new CancellationTokenSource();
        var call = nodes.SendAsync(Enum.Parse<CallKind>(kind), caller.Token);
        await nodes.ArrivalAsync();
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, failure.CancellationToken);
        nodes.Answers("a");
        nodes.Asked();
        for (var i = 0; i < 3; i++)
            (await nodes.SendAsync(CallKind.Search)).Dispose();
        Assert.Contains("a", nodes.Asked());
    }

    [Fact]
    public async Task Write_CallerGivesUpWhileItWaits_EndsAtOnce()
    {
        nodes.All(n => nodes.Answers(n, HttpStatusCode.TooManyRequests));
        using var caller = new CancellationTokenSource();
        var call = nodes.SendAsync(CallKind.Write, caller.Token);
        await nodes.ArrivalAsync();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("a", nodes.Asked());
    }
}
