using Marketplace.IntegrationTests.Indexing;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>Return to the index of before, and the check by counts and a sample.</summary>
public sealed class ClusterUpkeepTests
{
    private const string F1 = $"{CatalogueFixture.Siret}_F1_A1";
    private const string F2 = $"{CatalogueFixture.Siret}_F2_A1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Return_AfterARebuild_ServesTheIndexOfBeforeWithWhatChangedSince()
    {
        await using var cluster = await ClusterName.NewAsync();
        using var client = new ElasticsearchClient(cluster.Options);
        var index = new ElasticsearchIndex(client, cluster.Options);
        await using var catalogue = await CatalogueFixture.CreateAsync(index);
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        Assert.Equal(2, (await catalogue.Tasks.RunAsync("return", null, Cancel)).ExitStatus);
        await catalogue.Feed.RebuildAsync(null, Cancel);
        var before = (await index.PreviousAsync(Cancel))!.Name;
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await catalogue.Feed.CatchUpAsync(Cancel);

        var answer = await catalogue.Tasks.RunAsync("return", null, Cancel);

        Assert.Equal((0, true), (answer.ExitStatus, (await index.PreviousAsync(Cancel))!.Name != before));
        Assert.False((await catalogue.Drift.RunAsync(Cancel)).Found);
        // And back again.
        Assert.Equal(0, (await catalogue.Tasks.RunAsync("return", null, Cancel)).ExitStatus);
        Assert.Equal(before, (await index.PreviousAsync(Cancel))!.Name);
    }

    [Fact]
    public async Task Return_WhenTheOutboxForgotWhatItLacks_IsRefusedAndChangesNothing()
    {
        await using var cluster = await ClusterName.NewAsync();
        using var client = new ElasticsearchClient(cluster.Options);
        var index = new ElasticsearchIndex(client, cluster.Options);
        await using var catalogue = await CatalogueFixture.CreateAsync(index);
        await catalogue.PublishAsync(TestOffers.Tree("F1"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        await catalogue.Feed.RebuildAsync(null, Cancel);
        var before = (await index.PreviousAsync(Cancel))!.Name;
        await catalogue.PublishAsync(TestOffers.Tree("F1"), TestOffers.Tree("F2"));
        await catalogue.Feed.CatchUpAsync(Cancel);
        await catalogue.ExecuteAsync("UPDATE index_epoch SET purged_xid = pg_snapshot_xmax(pg_current_snapshot()), purged_id = 0");

        var answer = await catalogue.Tasks.RunAsync("return", null, Cancel);

        Assert.Equal(2, answer.ExitStatus);
        Assert.Contains("7 jours", answer.Report, StringComparison.Ordinal);
        Assert.Equal(before, (await index.PreviousAsync(Cancel))!.Name);
    }

    [Fact]
    public async Task VerifySample_EqualThenDifferent_FindsTheDifferenceAndRepairsIt()
    {
        await using var cluster = await ClusterName.NewAsync();
        using var client = new ElasticsearchClient(cluster.Options);
        var index = new ElasticsearchIndex(client, cluster.Options);
        await using var catalogue = await CatalogueFixture.CreateAsync(index);
        await catalogue.PublishAsync([.. Enumerable.Range(1, 20).Select(i => TestOffers.Tree($"F{i}"))]);
        await catalogue.Feed.CatchUpAsync(Cancel);
        await catalogue.PublishAsync([.. Enumerable.Range(1, 19).Select(i => TestOffers.Tree($"F{i}"))]);

        var equal = await catalogue.Tasks.RunAsync("verify-sample", null, Cancel);
        Assert.Equal("Sondage sans écart. Organismes comptés : 1. Actions publiées : 19. Actions comparées : 20.", equal.Report);
        Assert.Equal(19, (await index.CountByProviderAsync(Cancel))[CatalogueFixture.Siret]);

        await catalogue.ExecuteAsync($"UPDATE action SET version = nextval('catalogue_version') WHERE public_id = '{F1}'");
        var stale = await catalogue.Tasks.RunAsync("verify-sample", null, Cancel);
        Assert.Equal(1, stale.ExitStatus);
        Assert.Contains("1 périmées", stale.Report, StringComparison.Ordinal);

        await catalogue.ExecuteAsync($"DELETE FROM session WHERE action_id = (SELECT id FROM action WHERE public_id = '{F2}'); DELETE FROM outbox; DELETE FROM action WHERE public_id = '{F2}'");
        var superfluous = await catalogue.Tasks.RunAsync("verify-sample", null, Cancel);
        Assert.Contains("Organismes dont le nombre d'actions diffère : 1.", superfluous.Report, StringComparison.Ordinal);
        Assert.Contains("1 en trop", superfluous.Report, StringComparison.Ordinal);
        Assert.Equal(0, (await catalogue.Tasks.RunAsync("verify-sample", null, Cancel)).ExitStatus);
    }
}
