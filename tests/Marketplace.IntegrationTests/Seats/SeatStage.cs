using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Npgsql;
using Xunit;
using static Marketplace.Testing.TestOffers;

namespace Marketplace.IntegrationTests.Seats;

/// <summary>A provider of one's own with one action, its sessions, and who has their seats.</summary>
public sealed class SeatStage(TestDatabase database)
{
    public static readonly DateTimeOffset Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private static int providers;

    private readonly string siret = $"9990002{Interlocked.Increment(ref providers):D7}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Publishes a session for each capacity (null: unlimited), called S1, S2 and so on, and tells their ids.</summary>
    public async Task<long[]> PublishAsync(params int?[] capacities)
    {
        var sessions = capacities.Select((_, i) => Session($"S{i + 1}", new DateOnly(2027, 9, 1).AddDays(i))).ToArray();
        await ImportAsync(new AcceptedOffer(Offer(), [Accepted(Action(), sessions) with
        {
            Capacities = sessions.Zip(capacities).Where(s => s.Second is not null).ToDictionary(s => s.First.Number, s => s.Second!.Value),
        }]));
        return [.. await ReadAsync<long>("""
            SELECT s.id FROM session s JOIN action a ON a.id = s.action_id WHERE a.public_id = @publicId ORDER BY s.number
            """, new { publicId = ActionId })];
    }

    /// <summary>Public id of the action.</summary>
    public string ActionId => $"{siret}_F1_A1";

    public async Task<ImportChanges> ImportAsync(params AcceptedOffer[] offers)
    {
        await using var import = await CatalogueImport.BeginAsync(database.Source, siret, Cancel);
        foreach (var offer in offers)
            await import.AddAsync(offer, Cancel);
        return await import.CommitAsync(complete: true, Cancel);
    }

    public Task InTransactionAsync(Func<NpgsqlConnection, Task> work) => database.Source.InTransactionAsync(work, Cancel);

    public Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work) => database.Source.InTransactionAsync(work, Cancel);

    public Task TakeAsync(long session, Guid booking) => InTransactionAsync(c => SessionSeats.TakeAsync(c, session, booking, Cancel));

    public Task HoldAsync(long session, Guid booking) =>
        InTransactionAsync(c => SessionSeats.HoldAsync(c, session, booking, Now.AddMinutes(20), Cancel));

    public Task OfferAsync(long session, Guid entry) =>
        InTransactionAsync(c => SessionSeats.OfferAsync(c, session, entry, Now.AddDays(2), Cancel));

    public Task<ReleasedSeat?> ReleaseAsync(Guid booking) => InTransactionAsync(c => SessionSeats.ReleaseAsync(c, booking, Cancel));

    public Task<ReleasedSeat?> MoveAsync(Guid booking, long session) =>
        InTransactionAsync(c => SessionSeats.MoveAsync(c, booking, session, Cancel));

    public Task<SessionState?> StateAsync(long session) => InTransactionAsync(c => SessionSeats.LockAsync(c, session, Cancel));

    /// <summary>Kind of a booking's seat; null: it has none.</summary>
    public async Task<string?> KindAsync(Guid booking) =>
        (await ReadAsync<string>("SELECT kind FROM seat WHERE booking = @booking", new { booking })).SingleOrDefault();

    public async Task<int> AnnouncedAsync() => (await ReadAsync<int>("""
        SELECT count(*)::int FROM outbox b JOIN action a ON a.id = b.action_id WHERE a.public_id = @publicId
        """, new { publicId = ActionId })).Single();

    /// <summary>The number that search reads, and the rows that it stands for.</summary>
    public async Task<(int Counted, int Rows)> CountAsync(long session) => (await ReadAsync<(int, int)>("""
        SELECT seats_taken, (SELECT count(*)::int FROM seat WHERE session_id = s.id) FROM session s WHERE id = @session
        """, new { session })).Single();

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object parameters)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }
}
