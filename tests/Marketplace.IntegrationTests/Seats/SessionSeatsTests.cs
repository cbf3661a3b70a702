using Marketplace.Catalogue.Seats;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Seats;

public sealed class SessionSeatsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly SeatStage stage = new(database);
    private readonly Guid one = Guid.NewGuid(), two = Guid.NewGuid(), three = Guid.NewGuid();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_LastSeatGone_IsRefusedWithASentenceAndWritesNothing()
    {
        var session = (await stage.PublishAsync(2))[0];
        await stage.HoldAsync(session, one);
        await stage.OfferAsync(session, two);

        var refused = await Assert.ThrowsAsync<SessionFullException>(() => stage.TakeAsync(session, three));

        Assert.Equal("Cette session est complète : ses 2 places sont prises.", refused.Message);
        Assert.Equal((2, 2), await stage.CountAsync(session));
        await Assert.ThrowsAsync<SessionFullException>(() => stage.HoldAsync(session, three));
        await Assert.ThrowsAsync<SessionFullException>(() => stage.OfferAsync(session, three));
    }

    [Fact]
    public async Task Take_AfterHoldAndOffer_IsTheSameSeatOnce()
    {
        var session = (await stage.PublishAsync(1))[0];
        await stage.OfferAsync(session, one);
        await stage.HoldAsync(session, one);
        Assert.Equal(SeatKind.Held, await stage.KindAsync(one));
        await stage.TakeAsync(session, one);
        await stage.TakeAsync(session, one);
        await stage.HoldAsync(session, one);

        Assert.Equal(SeatKind.Taken, await stage.KindAsync(one));
        Assert.Equal((1, 1), await stage.CountAsync(session));
        Assert.Equal(2, await stage.AnnouncedAsync());
    }

    [Fact]
    public async Task Hold_TimeOver_IsListedAndStillTheBookingsUntilGivenBack()
    {
        var session = (await stage.PublishAsync(1))[0];
        await stage.HoldAsync(session, one);
        Task<IReadOnlyList<ExpiredSeat>> Expired(int minutes) => stage.InTransactionAsync(
            c => SessionSeats.ExpiredAsync(c, SeatKind.Held, SeatStage.Now.AddMinutes(minutes), 100, Cancel));

        Assert.DoesNotContain(await Expired(19), seat => seat.Booking == one);
        Assert.Contains(await Expired(20), seat => seat.Booking == one && seat.Session == session);
        await Assert.ThrowsAsync<SessionFullException>(() => stage.TakeAsync(session, two));
        await stage.TakeAsync(session, one);

        Assert.DoesNotContain(await Expired(20), seat => seat.Booking == one);
    }

    [Fact]
    public async Task Release_Twice_GivesTheSeatBackOnce()
    {
        var session = (await stage.PublishAsync(1))[0];
        await stage.TakeAsync(session, one);

        Assert.Equal(new ReleasedSeat(session, true), await stage.ReleaseAsync(one));
        Assert.Null(await stage.ReleaseAsync(one));

        Assert.Equal((0, 0), await stage.CountAsync(session));
        await stage.TakeAsync(session, two);
    }

    [Fact]
    public async Task Session_WithoutCapacity_CountsItsSeatsAndTellsSearchNothing()
    {
        var session = (await stage.PublishAsync([null]))[0];
        var announced = await stage.AnnouncedAsync();
        foreach (var booking in new[] { one, two, three })
            await stage.TakeAsync(session, booking);

        Assert.Equal((3, 3), await stage.CountAsync(session));
        Assert.Equal(new ReleasedSeat(session, false), await stage.ReleaseAsync(one));
        Assert.Equal(announced, await stage.AnnouncedAsync());
        Assert.Null((await stage.StateAsync(session))!.Left);
    }

    [Fact]
    public async Task Move_ToASessionOfTheSameAction_TakesTheSeatAlong()
    {
        var sessions = await stage.PublishAsync(1, 1);
        await stage.HoldAsync(sessions[0], one);

        Assert.Equal(new ReleasedSeat(sessions[0], true), await stage.MoveAsync(one, sessions[1]));
        Assert.Null(await stage.MoveAsync(one, sessions[1]));

        Assert.Equal(SeatKind.Held, await stage.KindAsync(one));
        Assert.Equal(((0, 0), (1, 1)), (await stage.CountAsync(sessions[0]), await stage.CountAsync(sessions[1])));
    }

    [Fact]
    public async Task Move_ToAFullSession_IsRefusedAndKeepsTheSeat()
    {
        var sessions = await stage.PublishAsync(1, 1);
        await stage.TakeAsync(sessions[0], one);
        await stage.TakeAsync(sessions[1], two);

        await Assert.ThrowsAsync<SessionFullException>(() => stage.MoveAsync(one, sessions[1]));

        Assert.Equal(((1, 1), (1, 1)), (await stage.CountAsync(sessions[0]), await stage.CountAsync(sessions[1])));
    }

    [Fact]
    public async Task Move_ToAnotherAction_IsAMistakeOfTheProgram()
    {
        var here = (await stage.PublishAsync(1))[0];
        var elsewhere = (await new SeatStage(database).PublishAsync(1))[0];
        await stage.TakeAsync(here, one);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.MoveAsync(one, elsewhere));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.TakeAsync(elsewhere, one));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.MoveAsync(two, here));
        Assert.Equal(((1, 1), (0, 0)), (await stage.CountAsync(here), await stage.CountAsync(elsewhere)));
    }

    [Fact]
    public async Task PassOn_OfferedSeat_IsTheBookingsWithoutAnyGap()
    {
        var session = (await stage.PublishAsync(1))[0];
        await stage.OfferAsync(session, one);

        Assert.True(await stage.InTransactionAsync(c => SessionSeats.PassOnAsync(c, one, two, SeatStage.Now.AddMinutes(20), Cancel)));
        Assert.False(await stage.InTransactionAsync(c => SessionSeats.PassOnAsync(c, one, two, null, Cancel)));

        Assert.Equal((null, SeatKind.Held), (await stage.KindAsync(one), await stage.KindAsync(two)));
        Assert.Equal((1, 1), await stage.CountAsync(session));
    }

    [Fact]
    public async Task SetCapacity_BelowWhatIsTaken_SaysHowManyAreTaken()
    {
        var session = (await stage.PublishAsync([null]))[0];
        foreach (var booking in new[] { one, two, three })
            await stage.TakeAsync(session, booking);
        Task Set(int? capacity) => stage.InTransactionAsync(c => SessionSeats.SetCapacityAsync(c, session, capacity, Cancel));

        var refused = await Assert.ThrowsAsync<CapacityBelowTakenException>(() => Set(2));
        Assert.Equal("3 places de cette session sont déjà prises ou réservées : sa capacité ne peut pas être de 2.", refused.Message);

        var announced = await stage.AnnouncedAsync();
        await Set(3);
        await Set(3);
        Assert.Equal(announced + 1, await stage.AnnouncedAsync());
        await Assert.ThrowsAsync<SessionFullException>(() => stage.TakeAsync(session, Guid.NewGuid()));
        await Set(null);
        await stage.TakeAsync(session, Guid.NewGuid());
    }

    [Fact]
    public async Task Database_MoreTakenThanThereAre_RefusesIt()
    {
        var session = (await stage.PublishAsync(1))[0];

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => stage.ReadAsync<int>("UPDATE session SET seats_taken = 2 WHERE id = @session", new { session }));

        Assert.Equal("session_seats", refused.ConstraintName);
    }

    [Fact]
    public async Task Lock_UnknownSession_IsNull() => Assert.Null(await stage.StateAsync(-1));

    [Fact]
    public async Task Lock_KnownSession_TellsWhatDecidesOnASeat()
    {
        var session = (await stage.PublishAsync(4))[0];
        await stage.TakeAsync(session, one);

        var state = (await stage.StateAsync(session))!;

        Assert.Equal(
            (4, 1, 3, true, new(2027, 9, 1), new(2027, 12, 1), false, false),
            (state.Capacity, state.Taken, state.Left, state.Open, state.Starts, state.Ends, state.PermanentEntry, state.Archived));
    }
}
