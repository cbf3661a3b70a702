using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class RepetitionTests
{
    private readonly ScriptedNodes nodes = new();

    [Theory]
    [InlineData("breaks")]
    [InlineData("503")]
    [InlineData("429")]
    public async Task Admin_MayHaveArrived_IsNotRepeated(string how)
    {
        nodes.All(n =>
        {
            if (how == "breaks")
                nodes.Breaks(n);
            else
                nodes.Answers(n, Enum.Parse<HttpStatusCode>(how));
        });
        await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Admin));
        Assert.Equal("a", nodes.Asked());
    }

    [Fact]
    public async Task Admin_TimeIsOver_IsNotRepeated()
    {
        nodes.All(nodes.Hangs);
        var call = nodes.SendAsync(CallKind.Admin);
        await nodes.ArrivalAsync();
        nodes.Clock.Advance(ScriptedNodes.WriteLimit * 2);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => call);
        Assert.Equal("a", nodes.Asked());
    }

    [Fact]
    public async Task Admin_NoConnection_GoesToTheNextNode()
    {
        nodes.Refuses("a");
        await nodes.SendAsync(CallKind.Admin);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Write_TooMuchToDo_WaitsLongerEachTimeWithinAMinuteThenIsUnavailable()
    {
        nodes.All(n => nodes.Answers(
            n, HttpStatusCode.TooManyRequests, """{"error":{"type":"es_rejected_execution_exception","reason":"queue full"}}"""));
        var call = nodes.SendAsync(CallKind.Write);
        var waits = await nodes.Clock.PassWaitsAsync(call, ScriptedNodes.WriteLimit);
        var failure = await Assert.ThrowsAsync<SearchUnavailableException>(() => call);
        Assert.Equal("es_rejected_execution_exception", Assert.IsType<ElasticsearchException>(failure.InnerException).Type);
        Assert.Equal(CallPolicies.WriteTries, nodes.Asked().Length);
        Assert.Equal(CallPolicies.WriteTries - 1, waits.Count);
        for (var i = 0; i < waits.Count; i++)
            Assert.InRange(waits[i].TotalMilliseconds, Math.Min(8000, 200 * Math.Pow(2, i)) / 2, Math.Min(8000, 200 * Math.Pow(2, i)));
        Assert.InRange(waits.Sum(w => w.TotalSeconds), 1, 60);
    }

    [Fact]
    public async Task Write_TooMuchToDoForAMoment_Succeeds()
    {
        nodes.Answers("a", HttpStatusCode.TooManyRequests);
        var call = nodes.SendAsync(CallKind.Write);
        Assert.Single(await nodes.Clock.PassWaitsAsync(call, ScriptedNodes.WriteLimit));
        (await call).Dispose();
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Write_EveryTryTakesItsWholeTime_EndsAfterAMinute()
    {
        nodes.All(nodes.Hangs);
        var call = nodes.SendAsync(CallKind.Write);
        for (var tries = 0; tries < 2; tries++)
        {
            await nodes.ArrivalAsync();
            nodes.Clock.Advance(ScriptedNodes.WriteLimit);
        }
        await Assert.ThrowsAsync<SearchUnavailableException>(() => call);
        Assert.Equal("ab", nodes.Asked());
    }

    [Fact]
    public async Task Search_TooMuchToDo_IsUnavailableAtOnce()
    {
        nodes.All(n => nodes.Answers(n, HttpStatusCode.TooManyRequests));
        await Assert.ThrowsAsync<SearchUnavailableException>(() => nodes.SendAsync(CallKind.Search));
        Assert.Equal("a", nodes.Asked());
    }

    [Theory]
    [InlineData(nameof(CallKind.Search))]
    [InlineData(nameof(CallKind.Read))]
    [InlineData(nameof(CallKind.Write))]
    [InlineData(nameof(CallKind.Admin))]
    public async Task Send_RequestIsWrong_IsNotRepeated(string kind)
    {
        nodes.All(n => nodes.Answers(n, HttpStatusCode.BadRequest));
        await Assert.ThrowsAsync<ElasticsearchException>(() => nodes.SendAsync(Enum.Parse<CallKind>(kind)));
        Assert.Equal("a", nodes.Asked());
    }

    [Fact]
    public async Task Read_LoneNodeIsBackSoon_Succeeds()
    {
        var one = new ScriptedNodes(1);
        one.Refuses("a");
        var call = one.SendAsync(CallKind.Read);
        await one.ArrivalAsync();
        one.Answers("a");
        Assert.Single(await one.Clock.PassWaitsAsync(call, ScriptedNodes.WriteLimit));
        (await call).Dispose();
    }
}
