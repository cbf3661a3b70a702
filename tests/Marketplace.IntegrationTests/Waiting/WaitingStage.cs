using Dapper;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Seats;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Vault;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Waiting;

/// <summary>A session whose seats are all taken, and who waits for one.</summary>
public sealed class WaitingStage(NpgsqlDataSource database, BookingWorld world) : IAsyncDisposable
{
    private readonly Queue<Guid> _strangers = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public BookingWorld World => world;

    /// <summary>The session of the world with so many seats, all of them taken by others.</summary>
    public static async Task<WaitingStage> FullAsync(NpgsqlDataSource database, int seats = 1)
    {
        var stage = new WaitingStage(database, await BookingWorld.CreateAsync(database, capacity: seats));
        for (var i = 0; i < seats; i++)
            await stage.TakeAsync(Guid.NewGuid());
        return stage;
    }

    private async Task TakeAsync(Guid booking)
    {
        await database.InTransactionAsync(c => SessionSeats.TakeAsync(c, world.Session, booking, Stop), Stop);
        _strangers.Enqueue(booking);
    }

    /// <summary>One of the others gives a seat back, in one transaction with what follows from it.</summary>
    public Task FreeAsync() => database.InTransactionAsync(async connection =>
    {
        var released = (await SessionSeats.ReleaseAsync(connection, _strangers.Dequeue(), Stop))!;
        await world.Get<WaitingList>().SeatFreedAsync(connection, released.Session, world.Clock.Now, null, Stop);
    }, Stop);

    /// <summary>A new holder who waits for the session.</summary>
    public async Task<Actor> WaitingAsync()
    {
        var holder = await world.HolderAsync();
        Assert.Equal(WaitingChange.Done, await JoinAsync(holder));
        return holder;
    }

    public Task<WaitingChange> JoinAsync(Actor holder, long? session = null) =>
        world.Get<WaitingList>().JoinAsync(session ?? world.Session, holder, Stop);

    public async Task<WaitingView> EntryAsync(Actor holder) =>
        (await world.Get<WaitingReader>().OfAccountAsync(holder.AccountId!.Value, Stop))[0];

    public async Task<string> StateAsync(Actor holder) => (await EntryAsync(holder)).State;

    public async Task LeaveAsync(Actor holder) => await world.Get<WaitingList>().LeaveAsync((await EntryAsync(holder)).Id, holder, Stop);

    public async Task DeclineAsync(Actor holder) =>
        await world.Get<WaitingList>().DeclineAsync((await EntryAsync(holder)).Id, holder, Stop);

    public Task<SweepReport> SweepAsync() => world.Get<WaitingSweep>().RunAsync(Stop);

    public Task CancelAsync(Guid booking, Actor holder) => world.Get<Cancellations>()
        .CancelAsync(BookingWorld.Mine(booking, holder), null, EndingKind.LearnerCancels, false, null, null, holder, Stop);

    /// <summary>E-mails about waiting lists to a holder, oldest first.</summary>
    public async Task<IReadOnlyList<MailMessage>> MailsAsync(Actor holder)
    {
        await using var connection = await database.OpenConnectionAsync(Stop);
        var to = await connection.ExecuteScalarAsync<string>("SELECT email FROM account WHERE id = @AccountId", new { holder.AccountId });
        return [.. (await connection.QueryAsync<TakenMail>(
            "SELECT id, template, payload, attempts FROM mail WHERE template = 'waiting-list' ORDER BY created_at"))
            .Select(mail => mail.Open(world.Get<MasterKeys>())).Where(mail => mail.To == to)];
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
