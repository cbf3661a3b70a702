using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Requests;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Waiting;

/// <summary>Who is offered a freed seat, until when, and what becomes of it, with whole dossiers on a real database.</summary>
public sealed class WaitingListTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_Twice_WaitsOnceAtItsPlace()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());

        Assert.Equal(WaitingChange.Done, await stage.JoinAsync(first));

        Assert.Equal((1L, 2L), ((await stage.EntryAsync(first)).Position, (await stage.EntryAsync(second)).Position));
        Assert.Single(await stage.World.Get<WaitingReader>().OfAccountAsync(first.AccountId!.Value, Stop));
        Assert.Equal(WaitingChange.Unknown, await stage.JoinAsync(first, session: -1));
        Assert.Equal(WaitingChange.Unknown,
            await stage.World.Get<WaitingList>().LeaveAsync((await stage.EntryAsync(first)).Id, second, Stop));
    }

    [Fact]
    public async Task Join_SessionWithSeatsOrWithoutNumber_IsSentToEnrol()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source, seats: 2);
        var holder = await stage.World.HolderAsync();
        await stage.FreeAsync();

        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.JoinAsync(holder));
        Assert.Contains("Il reste des places", refused.Message);
        var unlimited = await stage.World.SessionAsync("S2");
        refused = await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.JoinAsync(holder, unlimited));
        Assert.Contains("n’est pas limité", refused.Message);
    }

    [Fact]
    public async Task Cancelled_SeatGoesToTheFirstAtOnce_AndNeverToWhoCancelled()
    {
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: 1);
        var stage = new WaitingStage(database.Source, world);
        var canceller = await world.HolderAsync();
        var booking = await world.AcceptedAsync(canceller);
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());

        await stage.CancelAsync(booking, canceller);

        var offered = await stage.EntryAsync(first);
        Assert.Equal((WaitingProcess.Offered, WaitingProcess.Waiting), (offered.State, await stage.StateAsync(second)));
        Assert.Equal(new DateTime(2026, 12, 3, 23, 0, 0, DateTimeKind.Utc), offered.OfferedUntil);
        Assert.Equal(1, await world.SeatsAsync());
        var mail = Assert.Single(await stage.MailsAsync(first));
        Assert.Contains("jusqu’au jeudi 3\u00A0décembre\u00A02026 à minuit", mail.Values["text"]);
        Assert.Equal("https://site.example/mes-listes-d-attente", mail.Values["link"]);
        var refused = await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.JoinAsync(canceller));
        Assert.Contains("Vous avez renoncé", refused.Message);
    }

    [Fact]
    public async Task Sent_WithAnOfferedSeat_KeepsItForTheDossierUntilItGivesItBack()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var world = stage.World;
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());
        await stage.FreeAsync();

        // To everybody else the session is full.
        var other = await world.DraftAsync(second);
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => world.Get<Sending>().SendAsync(BookingWorld.Mine(other, second), second, Stop));
        var draft = await world.DraftAsync(first);
        Assert.Empty(await world.Get<Sending>().ObstaclesAsync(BookingWorld.Mine(draft, first), Stop));
        await world.Get<Sending>().SendAsync(BookingWorld.Mine(draft, first), first, Stop);

        var entry = await stage.EntryAsync(first);
        Assert.Equal((WaitingProcess.Accepted, draft, 1), (entry.State, entry.BookingId, await world.SeatsAsync()));
        Assert.Equal(SeatKind.Taken, await world.ScalarAsync<string>("SELECT kind FROM seat WHERE booking = @draft", new { draft }));
        world.Clock.Now = world.Clock.Now.AddDays(3);
        await stage.SweepAsync();
        Assert.Equal(WaitingProcess.Waiting, await stage.StateAsync(second));

        await world.Get<LearnerAnswers>().DeclineAsync(BookingWorld.Mine(draft, first), null, first, Stop);
        Assert.Equal(WaitingProcess.Offered, await stage.StateAsync(second));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.JoinAsync(first));
    }

    [Fact]
    public async Task Sent_AfterTheOfferIsOver_IsRefusedAndTheSeatGoesOn()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());
        await stage.FreeAsync();
        stage.World.Clock.Now = new(2026, 12, 3, 23, 0, 0, TimeSpan.Zero);

        // Nobody has taken the seat back yet: it is not theirs any more all the same.
        var draft = await stage.World.DraftAsync(first);
        await Assert.ThrowsAsync<ProcessRefusedException>(
            () => stage.World.Get<Sending>().SendAsync(BookingWorld.Mine(draft, first), first, Stop));
        Assert.Equal(0, (await stage.SweepAsync()).Failed);
        Assert.Equal(0, (await stage.SweepAsync()).Failed);

        Assert.Equal((WaitingProcess.Lapsed, WaitingProcess.Offered, 1),
            (await stage.StateAsync(first), await stage.StateAsync(second), await stage.World.SeatsAsync()));
        Assert.Equal(["Une place se libère pour vous", "La place gardée pour vous a été proposée à quelqu’un d’autre"],
            (await stage.MailsAsync(first)).Select(mail => mail.Values["subject"]));
        // At the end of the list one may wait again.
        Assert.Equal(WaitingChange.Done, await stage.JoinAsync(first));
    }

    [Fact]
    public async Task Declined_AndLeft_GoOnToTheNextAtOnce()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second, third) = (await stage.WaitingAsync(), await stage.WaitingAsync(), await stage.WaitingAsync());
        await stage.FreeAsync();

        await stage.DeclineAsync(first);
        Assert.Equal((WaitingProcess.Declined, WaitingProcess.Offered), (await stage.StateAsync(first), await stage.StateAsync(second)));
        await stage.LeaveAsync(second);
        Assert.Equal((WaitingProcess.Left, WaitingProcess.Offered), (await stage.StateAsync(second), await stage.StateAsync(third)));
        await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.DeclineAsync(second));
        await stage.LeaveAsync(third);

        Assert.Equal(0, await stage.World.SeatsAsync());
    }

    [Fact]
    public async Task Left_WhileWaiting_IsNotOffered()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());
        await stage.LeaveAsync(first);

        await stage.FreeAsync();

        Assert.Equal((WaitingProcess.Left, WaitingProcess.Offered), (await stage.StateAsync(first), await stage.StateAsync(second)));
        Assert.Empty(await stage.MailsAsync(first));
    }

    [Theory]
    [InlineData("UPDATE session SET open = false WHERE id = @Session")]
    [InlineData("UPDATE session SET archived_at = now() WHERE id = @Session")]
    [InlineData("UPDATE session SET starts = '2026-11-30' WHERE id = @Session")]
    public async Task Sweep_NobodyCanEnrolAnyMore_ClosesTheListAndTellsThem(string change)
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second) = (await stage.WaitingAsync(), await stage.WaitingAsync());
        await stage.FreeAsync();
        await stage.World.ExecuteAsync(change, new { stage.World.Session });

        Assert.Equal(0, (await stage.SweepAsync()).Failed);

        Assert.Equal((WaitingProcess.Closed, WaitingProcess.Closed, 0),
            (await stage.StateAsync(first), await stage.StateAsync(second), await stage.World.SeatsAsync()));
        Assert.Equal("La liste d’attente d’une session est close", Assert.Single(await stage.MailsAsync(second)).Values["subject"]);
    }

    [Fact]
    public async Task Sweep_LargerCapacity_OffersEachNewSeat()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var (first, second, third) = (await stage.WaitingAsync(), await stage.WaitingAsync(), await stage.WaitingAsync());
        await database.Source.InTransactionAsync(c => SessionSeats.SetCapacityAsync(c, stage.World.Session, 3, Stop), Stop);

        await stage.SweepAsync();

        Assert.Equal((WaitingProcess.Offered, WaitingProcess.Offered, WaitingProcess.Waiting),
            (await stage.StateAsync(first), await stage.StateAsync(second), await stage.StateAsync(third)));
        Assert.Equal(3, await stage.World.SeatsAsync());
    }

    [Fact]
    public async Task Sweep_OneListFails_SettlesTheOthers()
    {
        await using var poisoned = await WaitingStage.FullAsync(database.Source);
        await using var sound = await WaitingStage.FullAsync(database.Source);
        var (stuck, next) = (await poisoned.WaitingAsync(), await sound.WaitingAsync());
        foreach (var stage in new[] { poisoned, sound })
            await stage.World.ExecuteAsync("UPDATE session SET open = false WHERE id = @Session", new { stage.World.Session });
        await poisoned.World.ExecuteAsync($"""
            CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$;
            CREATE TRIGGER stuck BEFORE UPDATE ON waiting_entry FOR EACH ROW WHEN (OLD.session_id = {poisoned.World.Session}) EXECUTE FUNCTION stuck()
            """);

        Assert.Equal(1, (await sound.SweepAsync()).Failed);
        Assert.Equal((WaitingProcess.Waiting, WaitingProcess.Closed), (await poisoned.StateAsync(stuck), await sound.StateAsync(next)));

        await poisoned.World.ExecuteAsync("DROP TRIGGER stuck ON waiting_entry; DROP FUNCTION stuck");
        Assert.Equal(0, (await sound.SweepAsync()).Failed);
        Assert.Equal(WaitingProcess.Closed, await poisoned.StateAsync(stuck));
    }

    [Fact]
    public async Task Join_MoreListsThanOneMayWaitOn_IsRefused()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source);
        var holder = await stage.World.HolderAsync();
        await stage.World.ExecuteAsync("""
            INSERT INTO session (action_id, number, starts, ends, open, guaranteed, content, content_hash)
            SELECT action_id, 'X' || n, starts, ends, open, guaranteed, content, content_hash FROM session, generate_series(1, @most) n WHERE id = @Session;
            INSERT INTO waiting_entry (session_id, account_id, state, joined_at)
            SELECT x.id, @AccountId, 'waiting', now() FROM session s JOIN session x ON x.action_id = s.action_id AND x.number LIKE 'X%' WHERE s.id = @Session
            """, new { most = WaitingProcess.Most, stage.World.Session, holder.AccountId });

        Assert.Contains("quittez une liste", (await Assert.ThrowsAsync<ProcessRefusedException>(() => stage.JoinAsync(holder))).Message);
        await stage.World.ExecuteAsync("UPDATE waiting_entry SET state = 'left' WHERE account_id = @AccountId", new { holder.AccountId });
    }
}
