using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Npgsql;

namespace Marketplace.Bookings.Attendance;

/// <summary>
/// Attendance of one dossier by half-day: its provider opens half-days, both sides say who was there. Words are only added to; the last
/// one of each side counts.
/// </summary>
public sealed class AttendanceLists(NpgsqlDataSource database, DossierDesk desk)
{
    private const string Select = """
        SELECT h.day, h.half, h.opened_at AS OpenedAt, l.present AS Learner, l.at AS LearnerAt, p.present AS Provider, p.at AS ProviderAt
        FROM attendance_half_day h
        LEFT JOIN LATERAL (SELECT present, at FROM attendance_entry e WHERE (e.booking_id, e.day, e.half, e.side) = (h.booking_id, h.day, h.half, 'learner')
            ORDER BY id DESC LIMIT 1) l ON true
        LEFT JOIN LATERAL (SELECT present, at FROM attendance_entry e WHERE (e.booking_id, e.day, e.half, e.side) = (h.booking_id, h.day, h.half, 'provider')
            ORDER BY id DESC LIMIT 1) p ON true
        """;

    /// <summary>Half-days that were opened, the first first. Whoever calls has found the dossier, and logged the look-up.</summary>
    public async Task<IReadOnlyList<HalfDay>> OfAsync(Guid booking, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<HalfDay>(new CommandDefinition(
            $"{Select} WHERE h.booking_id = @booking ORDER BY h.day, h.half DESC", new { booking }, cancellationToken: cancel))];
    }

    /// <summary>Dossiers of a learner in training with a half-day that waits for their word.</summary>
    public async Task<IReadOnlyList<Guid>> WaitingAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition("""
            SELECT b.id FROM booking b WHERE b.account_id = @account AND b.state = @InTraining AND EXISTS (
                SELECT FROM attendance_half_day h WHERE h.booking_id = b.id AND NOT EXISTS (
                    SELECT FROM attendance_entry e WHERE (e.booking_id, e.day, e.half, e.side) = (h.booking_id, h.day, h.half, 'learner')))
            ORDER BY b.number
            """, new { account, BookingProcess.InTraining }, cancellationToken: cancel))];
    }

    /// <summary>Opens a half-day; one that is open stays so.</summary>
    /// <param name="anyDay">It took place although the day is no working day.</param>
    /// <exception cref="ProcessRefusedException">The dossier is not in training, or the day is none of it.</exception>
    public Task OpenAsync(DossierKey key, DateOnly day, string half, bool anyDay, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            if (WhyNot(dossier, day, anyDay) is { } why)
                throw new ProcessRefusedException(why);
            await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO attendance_half_day (booking_id, day, half, opened_at, opened_by) VALUES (@Id, @day, @half, @at, @AccountId) ON CONFLICT DO NOTHING
                """, new { dossier.Row.Id, day, half, at = dossier.Now.UtcDateTime, actor.AccountId }, cancellationToken: cancel));
            await LogAsync(dossier, AttendanceSides.Provider, actor, cancel);
        }, cancel);

    /// <summary>Says whether the learner was there; the same word again adds nothing.</summary>
    /// <param name="side">One of <see cref="AttendanceSides"/>.</param>
    /// <exception cref="ProcessRefusedException">The half-day is not open, or the dossier is not in training any more.</exception>
    public Task SayAsync(DossierKey key, DateOnly day, string half, string side, bool present, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            if (dossier.Row.State != BookingProcess.InTraining)
                throw new ProcessRefusedException("Les présences se confirment pendant la formation : elle n’est pas en cours.");
            var values = new { dossier.Row.Id, day, half, side, present, at = dossier.Now.UtcDateTime, actor.AccountId };
            var open = await dossier.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT FROM attendance_half_day WHERE booking_id = @Id AND day = @day AND half = @half)", values,
                cancellationToken: cancel));
            if (!open)
                throw new ProcessRefusedException("Cette demi-journée n’est pas ouverte : l’organisme l’ouvre d’abord.");
            await dossier.Connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO attendance_entry (booking_id, day, half, side, present, at, actor_id) SELECT @Id, @day, @half, @side, @present, @at, @AccountId
                WHERE (SELECT present FROM attendance_entry WHERE booking_id = @Id AND day = @day AND half = @half AND side = @side ORDER BY id DESC LIMIT 1)
                    IS DISTINCT FROM @present
                """, values, cancellationToken: cancel));
            await LogAsync(dossier, side, actor, cancel);
        }, cancel);

    /// <summary>What counts for the completion rate: followed and in all; null: no list was kept.</summary>
    public static (int Done, int Total)? Count(IReadOnlyCollection<HalfDay> days) => days.Count == 0
        ? null : (days.Count(d => d.Followed), days.Count);

    private static string? WhyNot(OpenDossier dossier, DateOnly day, bool anyDay)
    {
        var row = dossier.Row;
        return row.State != BookingProcess.InTraining ? "Les demi-journées s’ouvrent pendant la formation : déclarez d’abord l’entrée."
            : day > dossier.Today ? "Cette demi-journée n’est pas encore venue."
            : day < row.EntryOn ? $"La personne est entrée le {DateText.Of(row.EntryOn.Value)} : la demi-journée ne vient pas avant."
            : day > row.Ends ? $"La formation finit le {DateText.Of(row.Ends.Value)} : la demi-journée ne vient pas après."
            : !anyDay && !dossier.WorkingDays.IsWorkingDay(day)
                ? "Ce n’est pas un jour ouvré : cochez la case si la formation a eu lieu quand même."
            : null;
    }

    private static Task LogAsync(OpenDossier dossier, string side, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(dossier.Connection, actor, new AccessEntry(
            side == AttendanceSides.Learner ? Rights.BookingsMineAct : Rights.BookingsProviderAct, AccessOperation.Change,
            dossier.Row.AccountId,
            $"booking:{dossier.Row.Id}"), cancel);
}
