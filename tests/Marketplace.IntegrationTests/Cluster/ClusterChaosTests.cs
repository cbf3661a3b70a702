extern alias chaos;

using chaos::Marketplace.Chaos.Cluster;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Cluster;

/// <summary>Short forms of the long runs of <c>Marketplace.Chaos -- cluster-…</c>, on the tests' Elasticsearch.</summary>
public sealed class ClusterChaosTests(ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The server is shared with other tests: its line is cut, and it stays.</summary>
    [Fact]
    public async Task Away_UnderSearchesAndChanges_RefusesQuicklyAndCatchesUpByItself()
    {
        await using var cluster = await ClusterName.NewAsync();
        await using var line = new CuttableLine(cluster.Address);
        var outage = new Outage(() => { line.Cut(); return Task.CompletedTask; }, () => { line.Mend(); return Task.CompletedTask; });

        Assert.Empty(await new AwayRun(searches: 5, updates: 40, actions: 300, measured: false, output.WriteLine)
            .RunAsync(TimeSpan.FromSeconds(5), cluster.Options with { Nodes = [line.Address] }, outage, Cancel));
    }

    [Fact]
    public async Task RebuildKill_OneRound_ServesTheOldIndexAndCatchesUp() =>
        Assert.Empty(await new RebuildKillRounds(
            await ElasticsearchServer.AddressAsync(), seed: 3, actions: 2_000, updates: 50, output.WriteLine)
            .RunAsync(1, Cancel));
}
