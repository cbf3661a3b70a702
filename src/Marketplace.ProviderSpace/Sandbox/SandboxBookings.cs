using System.Text.Json;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Catalogues;
using Npgsql;

namespace Marketplace.ProviderSpace.Sandbox;

/// <summary>
/// Bookings of establishments' sandboxes: made by a button, moved by <see cref="BookingProcess"/> like real ones, in tables of their own.
/// </summary>
public sealed class SandboxBookings(NpgsqlDataSource database, SandboxOffers offers, TimeProvider clock)
{
    /// <summary>Of one sandbox; the oldest go.</summary>
    public const int Most = 500;

    /// <summary>What the other side does, and the event of the process behind it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Played = new Dictionary<string, string>
    {
        ["accept"] = BookingProcess.Accept, ["decline"] = BookingProcess.Decline, ["cancel"] = BookingProcess.Cancel,
        ["validate"] = BookingProcess.Validate,
    };

    private const long MadeUpPrice = 150_000;
    private static readonly StateColumn Column = new("sandbox_booking", "id");

    /// <summary>A learner who does not exist asks for a session: one of the sandbox's offers, or a made-up one.</summary>
    /// <param name="session">Id of a session of the sandbox; null: the first one.</param>
    /// <returns>Null: the sandbox has no such session.</returns>
    public async Task<Guid?> CreateAsync(string siret, string? session, CancellationToken cancel)
    {
        var known = (await offers.PageAsync(siret, null, SandboxOffers.Most, cancel)).SelectMany(offer => offer.Actions.SelectMany(action =>
            action.Sessions.Select(one => (Offer: offer, Action: action, Session: one)))).ToList();
        var chosen = known.FirstOrDefault(one => session is null || one.Session.Id == session);
        if (session is not null && chosen.Session is null)
            return null;
        var content = chosen.Session is null ? MadeUp(siret) : Of(chosen.Offer, chosen.Action, chosen.Session);
        return await database.InTransactionAsync(async connection =>
        {
            var id = await connection.ExecuteScalarAsync<Guid>(new CommandDefinition("""
                INSERT INTO sandbox_booking (siret, state, content) VALUES (@siret, @state, @content::jsonb) RETURNING id
                """, new { siret, state = BookingProcess.Draft, content = JsonSerializer.Serialize(content) }, cancellationToken: cancel));
            await TakeAsync(connection, id, BookingProcess.Draft, BookingProcess.Send, Roles.Holder, null, cancel);
            await connection.ExecuteAsync(new CommandDefinition("""
                DELETE FROM sandbox_booking WHERE siret = @siret AND number <= (
                    SELECT number FROM sandbox_booking WHERE siret = @siret ORDER BY number DESC OFFSET @Most LIMIT 1)
                """, new { siret, Most }, cancellationToken: cancel));
            return (Guid?)id;
        }, cancel);
    }

    /// <summary>A page, the latest first.</summary>
    public async Task<IReadOnlyList<SandboxBooking>> PageAsync(
        string siret, long? before, IReadOnlyList<string> states, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(Guid Id, long Number, string State, string Content, DateTime ChangedAt, string Version)>(
            new CommandDefinition($"""
                {Select} WHERE siret = @siret AND number < @before AND (cardinality(@states) = 0 OR state = ANY (@states))
                ORDER BY number DESC LIMIT @most
                """, new { siret, before = before ?? long.MaxValue, states = states.ToArray(), most }, cancellationToken: cancel)))
            .Select(row => Of(row, []))];
    }

    /// <summary>Null: the sandbox has none of this id.</summary>
    public async Task<SandboxBooking?> FindAsync(string siret, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, siret, id, "", cancel);
    }

    /// <summary>Takes a step.</summary>
    /// <param name="seen">Version that it is decided on; null: whatever it is.</param>
    /// <param name="event">Of <see cref="BookingProcess"/>.</param>
    /// <param name="change">What the step says.</param>
    /// <exception cref="UnknownDossierException">The sandbox has none of this id.</exception>
    /// <exception cref="StaleChangeException">It changed since.</exception>
    /// <exception cref="ProcessRefusedException">The process does not allow it.</exception>
    public Task TakeAsync(string siret, Guid id, string? seen, string @event, string role, Func<SandboxContent, SandboxContent> change,
        CancellationToken cancel) => database.InTransactionAsync(async connection =>
        {
            var booking = await FindAsync(connection, siret, id, "FOR UPDATE", cancel) ?? throw new UnknownDossierException();
            if (seen is not null && seen != booking.Version)
                throw new StaleChangeException();
            await TakeAsync(connection, id, booking.State, @event, role, booking, cancel);
            await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE sandbox_booking SET content = @content::jsonb, changed_at = @now WHERE id = @id",
                new { id, content = JsonSerializer.Serialize(change(booking.Content)), now = clock.GetUtcNow() },
                cancellationToken: cancel));
        }, cancel);

    /// <summary>What the process asks about one.</summary>
    public BookingFacts FactsOf(SandboxBooking? booking) => SandboxBooking.Facts(clock.GetUtcNow(), clock.Today()) with
    {
        EntryDeclared = booking?.Content.EntryOn is not null,
    };

    private async Task TakeAsync(NpgsqlConnection connection, Guid id, string state, string @event, string role, SandboxBooking? booking,
        CancellationToken cancel)
    {
        var step = BookingProcess.Table.Take(state, @event, role, FactsOf(booking), clock.GetUtcNow());
        await Column.MoveAsync(connection, step, [id], cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO sandbox_event (booking_id, at, event, from_state, to_state) VALUES (@id, @now, @event, @From, @To)
            """, new { id, now = clock.GetUtcNow(), @event, step.From, step.To }, cancellationToken: cancel));
    }

    private const string Select =
        "SELECT id, number, state, content::text, changed_at, xmin::text || '-' || number FROM sandbox_booking";

    private static async Task<SandboxBooking?> FindAsync(
        NpgsqlConnection connection, string siret, Guid id, string locking, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<(Guid, long, string, string, DateTime, string)?>(new CommandDefinition(
            $"{Select} WHERE siret = @siret AND id = @id {locking}", new { siret, id }, cancellationToken: cancel));
        return found is not { } row ? null : Of(row, [.. await connection.QueryAsync<SandboxStep>(new CommandDefinition("""
            SELECT at, event, from_state AS "From", to_state AS "To" FROM sandbox_event WHERE booking_id = @id ORDER BY id
            """, new { id }, cancellationToken: cancel))]);
    }

    private static SandboxBooking Of(
        (Guid Id, long Number, string State, string Content, DateTime ChangedAt, string Version) row, IReadOnlyList<SandboxStep> steps) =>
        new(row.Id, row.Number, row.State, JsonSerializer.Deserialize<SandboxContent>(row.Content)!, row.ChangedAt, row.Version, steps);

    private SandboxContent Of(WantedOffer offer, WantedAction action, WantedSession session) => new(
        action.Id!, session.Session.Number, offer.Offer.Title, offer.Offer.CertificationCode, WantedJson.Word(action.Action.Modality),
        session.Session.Start ?? clock.Today(), session.Session.End ?? clock.Today().AddMonths(1), action.Action.Hours,
        action.Action.Fees.InclusiveCents, action.Action.Fees.InclusiveCents, Learner);

    private SandboxContent MadeUp(string siret) => new($"{siret}_ESSAI_1", "1", "Formation d’essai", "RS5616", "in-person", clock.Today(),
        clock.Today().AddMonths(1), 35, MadeUpPrice, MadeUpPrice, Learner);

    private const string Learner = "Personne d’essai";
}
