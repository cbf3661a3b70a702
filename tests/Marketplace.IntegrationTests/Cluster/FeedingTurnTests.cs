using Marketplace.Indexing.Outbox;
using Marketplace.IntegrationTests.Indexing;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>Several processes, one index: one of them feeds it.</summary>
public sealed class FeedingTurnTests
{
    /// <summary>Ends the connections that hold an index' lock, as the end of their process would.</summary>
    private const string EndHolders = """
        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_HeldByAnother_IsRefusedUntilThatOneReleasesIt()
    {
        await using var first = await CatalogueFixture.CreateAsync();
        await using var second = await first.BesideAsync();
        first.Index.SharedName = second.Index.SharedName = "one";

        Assert.True(await first.Turn.TakeAsync(Cancel));
        Assert.False(await second.Turn.TakeAsync(Cancel));
        await Assert.ThrowsAsync<FedElsewhereException>(() => second.Feed.CatchUpAsync(Cancel));
        await first.Feed.CloseAsync(Cancel);

        Assert.True(await second.Turn.TakeAsync(Cancel));
        Assert.False(await first.Turn.TakeAsync(Cancel));
    }

    [Fact]
    public async Task Take_OfTwoIndexes_IsGivenToBoth()
    {
        await using var first = await CatalogueFixture.CreateAsync();
        await using var second = await first.BesideAsync();
        (first.Index.SharedName, second.Index.SharedName) = ("format-1", "format-2");

        Assert.True(await first.Turn.TakeAsync(Cancel));
        Assert.True(await second.Turn.TakeAsync(Cancel));
    }

    [Fact]
    public async Task Holder_LosesItsConnection_StopsAtOnceAndAnotherTakesOver()
    {
        await using var cluster = await ClusterName.NewAsync();
        using var client = new ElasticsearchClient(cluster.Options);
        await using var first = await CatalogueFixture.CreateAsync(new ElasticsearchIndex(client, cluster.Options));
        await using var second = await first.BesideAsync(new ElasticsearchIndex(client, cluster.Options));
        await first.PublishAsync(TestOffers.Tree("F1"));
        await first.Feed.CatchUpAsync(Cancel);
        var lost = first.Turn.Lost;
        var stopped = new TaskCompletionSource();
        var working = first.Feed.WhileStillAsync(async c =>
        {
            stopped.SetResult();
            await Task.Delay(Timeout.Infinite, c);
        }, Cancel);
        await stopped.Task;

        await first.ExecuteAsync(EndHolders);
        await Assert.ThrowsAsync<FedElsewhereException>(() => working);
        Assert.True(lost.IsCancellationRequested);
        await Eventually.BeAsync("the second one's turn", () => second.Turn.TakeAsync(Cancel));
        await first.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await second.Feed.CatchUpAsync(Cancel);
        await Assert.ThrowsAsync<FedElsewhereException>(() => first.Feed.RebuildAsync(null, Cancel));

        Assert.False((await second.Drift.RunAsync(Cancel)).Found);
        // Back in turn, the first one goes on where the second one stood.
        await second.Feed.CloseAsync(Cancel);
        await first.Feed.CatchUpAsync(Cancel);
        Assert.False((await first.Drift.RunAsync(Cancel)).Found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Feed_IndexExchangedByAnotherProcess_GoesOnFromThatIndexPosition(bool saved)
    {
        await using var cluster = await ClusterName.NewAsync();
        using var client = new ElasticsearchClient(cluster.Options);
        var index = new ElasticsearchIndex(client, cluster.Options);
        await using var feeding = await CatalogueFixture.CreateAsync(index);
        await feeding.PublishAsync(TestOffers.Tree("F1"));
        await feeding.Feed.CatchUpAsync(Cancel);
        var old = (await index.StatusAsync(Cancel)).Position!;
        await feeding.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await feeding.Feed.CatchUpAsync(Cancel);
        if (saved)
            await feeding.Feed.SaveAsync(Cancel);

        // The last moment of a process that had lost its turn: an index without what came since goes live.
        await using (var rebuild = await index.BeginRebuildAsync(Cancel))
            await rebuild.SwapAsync(old, Cancel);
        await feeding.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"), TestOffers.Tree("F3"));
        var last = await feeding.ScalarAsync<long>("SELECT max(id) FROM outbox");
        // Transactions of other databases hold rows back for as long as they run.
        await Eventually.SeeAsync("the position of the live index", last, async () =>
        {
            await feeding.Feed.CatchUpAsync(Cancel);
            await feeding.Feed.SaveAsync(Cancel);
            return OutboxPosition.Parse((await index.LiveAsync(Cancel)).Position)?.Id ?? 0;
        });

        var drift = await feeding.Drift.RunAsync(Cancel);
        // F1 was in no index that this one replaced: what came after the position is applied again, and F1 itself only
        // where a transaction of another database held the position back.
        Assert.InRange(drift.Missing, 0, 1);
        Assert.Equal((0, 0, 0), (drift.Stale, drift.Superfluous, drift.Unrepaired));
    }
}
