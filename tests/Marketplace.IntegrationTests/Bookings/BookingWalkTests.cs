extern alias chaos;

using chaos::Marketplace.Chaos.Bookings;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>A short run of what <c>Marketplace.Chaos -- bookings</c> does at length.</summary>
public sealed class BookingWalkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RandomActionsTimersAndPayments_OverScarceSeats_LoseNoEuroNoSeatAndNoDossier()
    {
        await using var database = await TestDatabase.CreateAsync();
        List<string> told = [];
        Assert.Empty(await BookingKillRounds.WalkAsync(database.ConnectionString, seed: 11, steps: 700, told.Add, Stop));
        Assert.Single(told);
    }

    [Fact]
    public async Task Kills_DuringRandomLives_LeaveEverythingWhole()
    {
        await using var database = await TestDatabase.CreateAsync();
        List<string> told = [];
        Assert.Empty(await new BookingKillRounds(database.ConnectionString, seed: 7).RunAsync(5, told.Add, Stop));
        Assert.Equal(5, told.Count);
    }
}
