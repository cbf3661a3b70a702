using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Tests.Elasticsearch.Client;

namespace Marketplace.Search.Tests.Elasticsearch;

public sealed class SearchTurnsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Run_MoreThanAtATime_WaitForTheirTurnAndAreServed()
    {
        var turns = new SearchTurns(2, clock);
        int running = 0, most = 0;
        var gates = Enumerable.Range(0, 6).Select(_ => new TaskCompletionSource()).ToList();
        var asked = gates.ConvertAll(gate => turns.RunAsync(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await gate.Task;
            Interlocked.Decrement(ref running);
            return true;
        }, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(2, Volatile.Read(ref running));
        gates.ForEach(gate => gate.SetResult());
        Assert.All(await Task.WhenAll(asked), Assert.True);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Run_TurnDoesNotComeInTime_IsRefusedWithoutBeingAsked()
    {
        var turns = new SearchTurns(1, clock);
        var gate = new TaskCompletionSource<int>();
        var first = turns.RunAsync(() => gate.Task, TestContext.Current.CancellationToken).AsTask();
        var second = turns.RunAsync<int>(() => throw new InvalidOperationException("asked"), TestContext.Current.CancellationToken)
            .AsTask();
        clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<SearchUnavailableException>(() => second);
        gate.SetResult(7);
        Assert.Equal(7, await first);
        Assert.Equal(8, await turns.RunAsync(() => Task.FromResult(8), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_FailsOrIsCancelled_GivesItsTurnBack()
    {
        var turns = new SearchTurns(1, clock);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => turns.RunAsync<int>(() => throw new InvalidOperationException(), default).AsTask());
        var gate = new TaskCompletionSource<int>();
        var first = turns.RunAsync(() => gate.Task, TestContext.Current.CancellationToken).AsTask();
        using var gone = new CancellationTokenSource();
        var second = turns.RunAsync(() => gate.Task, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult(1);
        await first;
        Assert.Equal(2, await turns.RunAsync(() => Task.FromResult(2), TestContext.Current.CancellationToken));
    }
}
