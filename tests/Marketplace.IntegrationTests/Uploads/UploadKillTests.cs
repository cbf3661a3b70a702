extern alias chaos;

using chaos::Marketplace.Chaos.Uploads;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Uploads;

/// <summary>A short run of what <c>Marketplace.Chaos -- uploads</c> does at length.</summary>
public sealed class UploadKillTests
{
    [Fact]
    public async Task Kill_WhileTwelveProvidersPublish_LeavesEachCatalogueWhollyOldOrWhollyNew()
    {
        await using var database = await TestDatabase.CreateAsync();
        List<string> told = [];
        Assert.Empty(await new UploadKillRounds(database.ConnectionString, seed: 5)
            .RunAsync(2, told.Add, TestContext.Current.CancellationToken));
        Assert.Equal(3, told.Count);
    }
}
