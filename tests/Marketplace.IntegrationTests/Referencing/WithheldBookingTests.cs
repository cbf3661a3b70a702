using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Training;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Referencing;

/// <summary>A provider that may not be listed takes no new request; what was asked before goes on to its end.</summary>
public sealed class WithheldBookingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewRequests_AreRefused_WhereverTheyBegin_UntilTheProviderIsListedAgain()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 5);
        var (begun, late) = (await world.HolderAsync(), await world.HolderAsync());
        var draft = await world.DraftAsync(begun);
        await WithholdAsync(world, true);
        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.Get<Sending>().SendAsync(BookingWorld.Mine(draft, begun), begun, Stop));
        Assert.Contains("n’est pas référencé", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => world.Get<Drafts>().StartAsync(world.Session, late, Stop));
        Assert.Equal(0, await world.SeatsAsync());

        await WithholdAsync(world, false);
        await world.Get<Sending>().SendAsync(BookingWorld.Mine(draft, begun), begun, Stop);
        Assert.Equal(BookingProcess.Requested, await world.StateAsync(draft));
        await world.SentAsync(late);
    }

    [Fact]
    public async Task WaitingList_KeepsItsPlaces_AndOffersNothingMeanwhile()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var (first, second) = (await world.HolderAsync(), await world.HolderAsync());
        var taken = await world.AcceptedAsync(first);
        await world.Get<WaitingList>().JoinAsync(world.Session, second, Stop);
        await WithholdAsync(world, true);
        await world.Get<Cancellations>().CancelAsync(
            BookingWorld.Mine(taken, first), null, EndingKind.LearnerCancels, false, null, null, first, Stop);
        await world.Get<WaitingSweep>().RunAsync(Stop);
        Assert.Equal("waiting", await EntryAsync(world));
        await WithholdAsync(world, false);
        await world.Get<WaitingSweep>().RunAsync(Stop);
        Assert.Equal("offered", await EntryAsync(world));
    }

    [Fact]
    public async Task RunningBookings_GoOn_FromTheAnswerToTheEnd()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source);
        var (asked, agreed) = (await world.HolderAsync(), await world.HolderAsync());
        var sent = await world.SentAsync(asked);
        var accepted = await world.AcceptedAsync(agreed);
        await WithholdAsync(world, true);
        await world.Get<ProviderAnswers>().ProposeAsync(
            world.Theirs(sent), null, Proposal.AsRequested(await world.RowAsync(sent)), world.Staff, Stop);
        Assert.Equal(BookingProcess.Proposed, await world.StateAsync(sent));
        await world.AcceptAsync(sent, asked);
        world.MoveTo((await world.RowAsync(accepted)).Starts!.Value);
        await world.Get<Entries>().DeclareAsync(world.Theirs(accepted), null, world.Today, world.Staff, Stop);
        Assert.Equal(BookingProcess.InTraining, await world.StateAsync(accepted));
    }

    private Task WithholdAsync(BookingWorld world, bool withheld) => database.Source.InTransactionAsync(
        connection => ProviderListing.SetAsync(connection, world.Siret, withheld, Stop), Stop);

    private static Task<string> EntryAsync(BookingWorld world) =>
        world.ScalarAsync<string>("SELECT state FROM waiting_entry WHERE session_id = @Session", new { world.Session });
}
