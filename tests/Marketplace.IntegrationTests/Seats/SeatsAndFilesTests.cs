using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.IntegrationTests.Indexing;
using Marketplace.Testing;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Seats;

/// <summary>A provider's file knows nothing of seats: it takes none away, and search goes on to show what is left.</summary>
public sealed class SeatsAndFilesTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly SeatStage stage = new(database);

    [Fact]
    public async Task Import_ChangesArchivesAndPublishesAgain_SessionKeepsItsSeatsAndCapacity()
    {
        var session = (await stage.PublishAsync(3))[0];
        await stage.TakeAsync(session, Guid.NewGuid());
        var late = Guid.NewGuid();
        await stage.TakeAsync(session, late);

        await stage.ImportAsync(new AcceptedOffer(Offer(), [Accepted(Action(), Session() with { Guaranteed = false })]));
        Assert.Equal((3, 2, false), await SeatsAsync(session));
        await stage.ImportAsync(Tree("F2"));
        Assert.Equal((3, 2, true), await SeatsAsync(session));
        await stage.ReleaseAsync(late);
        await stage.ImportAsync(Tree("F2"), Tree());
        Assert.Equal((3, 1, false), await SeatsAsync(session));
    }

    [Fact]
    public async Task Import_FewerSeatsThanAreTaken_IsRefusedWithTheirNumberAndWritesNothing()
    {
        var session = (await stage.PublishAsync(3))[0];
        await stage.TakeAsync(session, Guid.NewGuid());
        await stage.TakeAsync(session, Guid.NewGuid());
        AcceptedOffer With(int seats) => new(Offer() with { Title = "CAP Pâtissier" },
            [Accepted(Action(), Session()) with { Capacities = new Dictionary<string, int> { ["S1"] = seats } }]);

        var refused = await Assert.ThrowsAsync<CapacityBelowTakenException>(() => stage.ImportAsync(With(1)));

        Assert.Equal("2 places de cette session sont déjà prises ou réservées : sa capacité ne peut pas être de 1.", refused.Message);
        Assert.Equal((3, 2, false), await SeatsAsync(session));
        await stage.ImportAsync(With(2));
        Assert.Equal((2, 2, false), await SeatsAsync(session));
    }

    [Fact]
    public async Task Take_OnceTheOutboxIsApplied_SearchShowsTheSeatsLeft()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var catalogue = await CatalogueFixture.CreateAsync();
        await catalogue.PublishAsync(new AcceptedOffer(Offer(),
            [Accepted(Action(), Session()) with { Capacities = new Dictionary<string, int> { ["S1"] = 2 } }]));
        await catalogue.Feed.OpenAsync(cancel);
        var session = await catalogue.ScalarAsync<long>("SELECT id FROM session");
        var bookings = new[] { Guid.NewGuid(), Guid.NewGuid() };

        Assert.Equal(2, await SeatsLeftAsync());
        await catalogue.InTransactionAsync(c => SessionSeats.HoldAsync(c, session, bookings[0], SeatStage.Now, cancel));
        Assert.Equal(1, await SeatsLeftAsync());
        await catalogue.InTransactionAsync(c => SessionSeats.OfferAsync(c, session, bookings[1], SeatStage.Now, cancel));
        // A full session is no answer to a search.
        Assert.Null(await SeatsLeftAsync());
        await catalogue.InTransactionAsync(c => SessionSeats.ReleaseAsync(c, bookings[0], cancel));
        Assert.Equal(1, await SeatsLeftAsync());

        async Task<int?> SeatsLeftAsync()
        {
            await catalogue.Feed.CatchUpAsync(cancel);
            return (await catalogue.FoundAsync()).SingleOrDefault()?.Sessions.Single().SeatsLeft;
        }
    }

    private async Task<(int?, int, bool)> SeatsAsync(long session) => (await stage.ReadAsync<(int?, int, bool)>(
        "SELECT capacity, seats_taken, archived_at IS NOT NULL FROM session WHERE id = @session", new { session })).Single();
}
