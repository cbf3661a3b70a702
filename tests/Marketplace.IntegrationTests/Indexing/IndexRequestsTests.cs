using Marketplace.Indexing.Upkeep;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class IndexRequestsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhoTookItEndsWithoutAnAnswer_DoesNotWaitForever()
    {
        await using var database = await TestDatabase.CreateAsync();
        var requests = new IndexRequests(database.Source);
        var asked = requests.AskAsync("rebuild", Patience, Cancel);
        await (await TakenAsync(requests)).DisposeAsync();

        Assert.Null(await asked);
    }

    [Fact]
    public async Task Ask_AnsweredAfterAWhile_WaitsForTheAnswer()
    {
        await using var database = await TestDatabase.CreateAsync();
        var requests = new IndexRequests(database.Source);
        var asked = requests.AskAsync("rebuild", TimeSpan.Zero, Cancel);
        await using (var taken = await TakenAsync(requests))
        {
            // Several looks of who asked, each of which finds the work going on.
            await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1), Cancel));
            Assert.False(asked.IsCompleted);
            await requests.AnswerAsync(taken, new IndexAnswer(0, "fait"), Cancel);
        }

        Assert.Equal(new IndexAnswer(0, "fait"), await asked);
    }

    private static async Task<IndexRequest> TakenAsync(IndexRequests requests) =>
        (await Eventually.SeeAsync("a request", () => requests.TakeAsync(Cancel), request => request is not null))!;
}
