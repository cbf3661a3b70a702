using Marketplace.IntegrationTests;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Cluster;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Search;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// More than the two cores of the build server: half of the tests' time is waiting, for a browser, a server or a timer.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Marketplace.IntegrationTests;

/// <summary>The longest collections first, so that none is still running alone at the end; the others as they come.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        PrivatePagesGroup.Name, .. new[]
        {
            typeof(ClusterChaosTests), typeof(AccessibilityTests), typeof(EngineAgreementTests), typeof(OutageTests), typeof(ServeTests),
                typeof(BackupTests),
        }.Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(
            collection => Array.FindIndex(
            Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place
            : Long.Length)];
}
