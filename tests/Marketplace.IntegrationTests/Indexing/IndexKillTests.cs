extern alias chaos;

using chaos::Marketplace.Chaos.Index;
using Xunit;

namespace Marketplace.IntegrationTests.Indexing;

public sealed class IndexKillTests
{
    /// <summary>A few rounds of <c>Marketplace.Chaos -- index</c>, the last with a damaged file.</summary>
    [Fact]
    public async Task Open_AfterKillInApplySaveOrRebuild_HoldsWhatWasSavedAndCatchesUp()
    {
        var directory = Directory.CreateTempSubdirectory("index-kill-").FullName;
        List<string> told = [];
        try
        {
            Assert.Empty(await new IndexKillRounds(directory, seed: 11).RunAsync(5, told.Add, TestContext.Current.CancellationToken));
            Assert.Equal(5, told.Count);
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }
}
