extern alias chaos;

using chaos::Marketplace.Chaos.Ledger;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Ledger;

public sealed class LedgerKillTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    /// <summary>A few rounds of <c>Marketplace.Chaos -- ledger</c>; the server is shared with other tests and lives on.</summary>
    [Fact]
    public async Task Verify_AfterKillsDuringReservationsAndCredits_HoldsEachTime()
    {
        List<string> told = [];
        Assert.Empty(await new LedgerKillRounds(database.ConnectionString, seed: 7, killServer: false)
            .RunAsync(5, told.Add, TestContext.Current.CancellationToken));
        Assert.Equal(5, told.Count);
    }
}
