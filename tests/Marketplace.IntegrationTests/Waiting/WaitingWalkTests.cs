using Dapper;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Waiting;

/// <summary>Whatever happens to seats and lists, in whatever order and however many at once, both stay right.</summary>
public sealed class WaitingWalkTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Walk_OfRandomSteps_KeepsSeatsAndOrder(int seed)
    {
        var random = new Random(seed);
        await using var world = await BookingWorld.CreateAsync(database.Source, capacity: random.Next(1, 4));
        var sessions = new[] { world.Session, await world.SessionAsync("S2") };
        await world.ExecuteAsync("UPDATE session SET capacity = 2 WHERE id = @second", new { second = sessions[1] });
        var people = new List<Actor>();
        for (var i = 0; i < 6; i++)
            people.Add(await world.HolderAsync());
        var bookings = new List<Guid>();
        for (var i = 0; i < 150; i++)
        {
            var (session, person) = (sessions[random.Next(2)], people[random.Next(people.Count)]);
            await StepAsync(world, random, session, person, bookings);
            await AssertSoundAsync(world, sessions, allOffered: i % 10 == 9);
        }
    }

    [Fact]
    public async Task AtOnce_ManyJoinLeaveAndGiveBack_KeepsSeatsAndOrder()
    {
        await using var stage = await WaitingStage.FullAsync(database.Source, seats: 6);
        var world = stage.World;
        var people = new List<Actor>();
        for (var i = 0; i < 12; i++)
            people.Add(await world.HolderAsync());
        for (var i = 0; i < 4; i++)
            await stage.JoinAsync(people[i]);

        await Task.WhenAll([
            .. people.Select((person, i) => Task.Run(() => TryAsync(async () =>
            {
                await stage.JoinAsync(person);
                if (i % 3 == 0)
                    await stage.LeaveAsync(person);
            }), Stop)),
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(stage.FreeAsync, Stop)), Task.Run(stage.SweepAsync, Stop)]);

        await AssertSoundAsync(world, [world.Session], allOffered: true);
    }

    private async Task StepAsync(BookingWorld world, Random random, long session, Actor person, List<Guid> bookings)
    {
        var list = world.Get<WaitingList>();
        var entries = (await world.Get<WaitingReader>().OfAccountAsync(person.AccountId!.Value, Stop))
            .Where(e => e.State is WaitingProcess.Waiting or WaitingProcess.Offered).ToList();
        var entry = entries.Count > 0 ? entries[random.Next(entries.Count)] : null;
        switch (random.Next(10))
        {
            case 0 or 1:
                await TryAsync(() => list.JoinAsync(session, person, Stop));
                break;
            case 2 or 3:
                var booking = Guid.NewGuid();
                await TryAsync(async () =>
                {
                    await database.Source.InTransactionAsync(c => random.Next(2) == 0
                        ? SessionSeats.TakeAsync(c, session, booking, Stop)
                        : SessionSeats.HoldAsync(c, session, booking, world.Clock.Now.AddMinutes(20), Stop), Stop);
                    bookings.Add(booking);
                });
                break;
            case 4 or 5 when bookings.Count > 0:
                var given = bookings[random.Next(bookings.Count)];
                bookings.Remove(given);
                await database.Source.InTransactionAsync(async c =>
                {
                    if (await SessionSeats.ReleaseAsync(c, given, Stop) is { } released)
                        await list.SeatFreedAsync(c, released.Session, world.Clock.Now, null, Stop);
                }, Stop);
                break;
            case 6 when entry is not null:
                await TryAsync(() => list.LeaveAsync(entry.Id, person, Stop));
                break;
            case 7 when entry is not null:
                await TryAsync(() => list.DeclineAsync(entry.Id, person, Stop));
                break;
            case 8 when bookings.Count > 0:
                var moved = bookings[random.Next(bookings.Count)];
                await TryAsync(() => database.Source.InTransactionAsync(async c =>
                {
                    if (await SessionSeats.MoveAsync(c, moved, session, Stop) is { } left)
                        await list.SeatFreedAsync(c, left.Session, world.Clock.Now, null, Stop);
                }, Stop));
                break;
            default:
                world.Clock.Now = world.Clock.Now.AddHours(random.Next(12));
                await world.Get<WaitingSweep>().RunAsync(Stop);
                break;
        }
    }

    /// <summary>Refusals are answers like any other.</summary>
    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception refused) when (refused is ProcessRefusedException or SeatRefusedException)
        {
        }
    }

    /// <param name="allOffered">Sweep first: then nobody waits beside a free seat.</param>
    private async Task AssertSoundAsync(BookingWorld world, long[] sessions, bool allOffered)
    {
        if (allOffered)
            Assert.Equal(0, (await world.Get<WaitingSweep>().RunAsync(Stop)).Failed);
        await using var connection = await database.Source.OpenConnectionAsync(Stop);
        var wrong = await connection.QueryAsync<string>("""
            SELECT 'count of ' || s.number FROM session s WHERE id = ANY (@sessions) AND (seats_taken > capacity
                OR seats_taken <> (SELECT count(*) FROM seat WHERE session_id = s.id))
            UNION ALL SELECT 'an offer without its seat' FROM waiting_entry w WHERE session_id = ANY (@sessions) AND state = 'offered'
                AND NOT EXISTS (SELECT FROM seat WHERE booking = w.id AND session_id = w.session_id AND kind = 'offered' AND until = w.offered_until)
            UNION ALL SELECT 'a seat offered to nobody' FROM seat t WHERE session_id = ANY (@sessions) AND kind = 'offered'
                AND NOT EXISTS (SELECT FROM waiting_entry WHERE id = t.booking AND state = 'offered')
            UNION ALL SELECT 'offered before somebody who came first' FROM waiting_entry w WHERE session_id = ANY (@sessions) AND offered_until IS NOT NULL
                AND EXISTS (SELECT FROM waiting_entry x WHERE x.session_id = w.session_id AND x.state = 'waiting' AND x.place < w.place)
            UNION ALL SELECT 'waits beside a free seat' FROM waiting_entry w JOIN session s ON s.id = w.session_id
                WHERE s.id = ANY (@sessions) AND w.state = 'waiting' AND s.seats_taken < s.capacity AND @allOffered
            """, new { sessions, allOffered });
        Assert.Empty(wrong);
    }
}
