using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Marketplace.IntegrationTests.Indexing;
using Marketplace.Search;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

public sealed class IndexWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_SharedIndexOfAProcessJustStarted_IsSearchedBeforeItIsReady()
    {
        await using var catalogue = await FedAsync();
        var readiness = new IndexReadiness();
        List<bool> readyAtSearch = [];
        catalogue.Index.Searching = () => readyAtSearch.Add(readiness.Ready);
        var watch = new IndexWatch(catalogue.Index, readiness, NullLogger<IndexWatch>.Instance);

        await watch.LookAsync(Cancel);
        var searches = readyAtSearch.Count;
        await watch.LookAsync(Cancel);

        Assert.NotEqual(0, searches);
        Assert.Equal(searches, readyAtSearch.Count);
        Assert.DoesNotContain(true, readyAtSearch);
        Assert.True(readiness is { Ready: true, Available: true });
    }

    [Fact]
    public async Task Look_IndexThatRefusesSearches_IsNotAvailableUntilOneIsAnswered()
    {
        await using var catalogue = await FedAsync();
        var readiness = new IndexReadiness();
        catalogue.Index.Searching = () => throw new SearchUnavailableException("no shard is open yet");
        var watch = new IndexWatch(catalogue.Index, readiness, NullLogger<IndexWatch>.Instance);

        await watch.LookAsync(Cancel);
        Assert.True(readiness is { Ready: true, Available: false });
        catalogue.Index.Searching = null;
        await watch.LookAsync(Cancel);
        Assert.True(readiness.Available);
    }

    private static async Task<CatalogueFixture> FedAsync()
    {
        var catalogue = await CatalogueFixture.CreateAsync();
        catalogue.Index.SharedName = "shared";
        await catalogue.PublishAsync(TestOffers.Tree());
        await catalogue.Feed.CatchUpAsync(Cancel);
        return catalogue;
    }
}
