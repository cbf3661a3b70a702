using System.Net;
using Marketplace.Indexing.Upkeep;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>From the embedded engine to a cluster while people search.</summary>
public sealed class MoveTests
{
    private const int More = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Move_SecondProcessOnACluster_TakesOverWithoutOneFailedSearchOrLostChange()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await ClusterName.NewAsync();
        await using var embedded = new ClusterApplication(database, null, "");
        await ClusterApplication.PublishSampleAsync(database);
        using var before = embedded.CreateClient();
        await embedded.WaitUntilFoundAsync(SampleCatalogue.OpenActions);
        using var moving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var visitors = VisitAsync(before, moving.Token);

        await using var shared = new ClusterApplication(database, cluster.Address, cluster.Name);
        using var after = shared.CreateClient();
        await shared.WaitUntilReadyAsync();
        // Ready means that a load balancer may send people here: the index is built.
        Assert.Equal(HttpStatusCode.OK, await ClusterApplication.SearchedAsync(after, "/recherche?q=cuisine", Cancel));
        await ClusterApplication.PublishAsync(database, ClusterApplication.MoreSiret, ClusterApplication.More(More));
        await embedded.WaitUntilFoundAsync(SampleCatalogue.OpenActions + More);
        await shared.WaitUntilFoundAsync(SampleCatalogue.OpenActions + More);

        // A command with the cluster's settings goes to the process that feeds it, not to the one with the embedded index.
        var asked = new IndexRequests(database.Source, new IndexAddress(ElasticsearchIndex.SharedNameOf(cluster.Options)));
        var status = await asked.AskAsync("status", TimeSpan.FromMinutes(1), Cancel);
        Assert.Contains("Moteur : elasticsearch", status!.Report, StringComparison.Ordinal);
        Assert.Contains("Moteur : embedded",
            (await new IndexRequests(database.Source).AskAsync("status", TimeSpan.FromMinutes(1), Cancel))!.Report,
            StringComparison.Ordinal);

        await moving.CancelAsync();
        Assert.True(await visitors > 0);
        await embedded.DisposeAsync();
        Assert.Equal(0, (await asked.AskAsync("verify", TimeSpan.FromMinutes(1), Cancel))!.ExitStatus);
        Assert.Equal(HttpStatusCode.OK, await ClusterApplication.SearchedAsync(after, "/recherche?q=soudure", Cancel));
    }

    [Fact]
    public async Task TwoProcesses_OneClusterIndex_BothSearchAndTheSecondTakesOverWhenTheFirstEnds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await ClusterName.NewAsync();
        await ClusterApplication.PublishSampleAsync(database);
        await using var first = new ClusterApplication(database, cluster.Address, cluster.Name);
        await using var second = new ClusterApplication(database, cluster.Address, cluster.Name);
        first.CreateClient().Dispose();
        await first.WaitUntilFoundAsync(SampleCatalogue.OpenActions);
        second.CreateClient().Dispose();
        await second.WaitUntilReadyAsync();
        await second.WaitUntilFoundAsync(SampleCatalogue.OpenActions);

        await first.DisposeAsync();
        await ClusterApplication.PublishAsync(database, ClusterApplication.MoreSiret, ClusterApplication.More(More));

        await second.WaitUntilFoundAsync(SampleCatalogue.OpenActions + More);
    }

    /// <summary>Searches again and again. Returns how often; every answer must be there.</summary>
    private static async Task<int> VisitAsync(HttpClient client, CancellationToken cancel)
    {
        var answers = 0;
        try
        {
            while (true)
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/recherche?q=cuisine", cancel)).StatusCode);
                answers++;
            }
        }
        catch (OperationCanceledException)
        {
            return answers;
        }
    }
}
