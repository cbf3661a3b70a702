using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.ProviderSpace.Dashboard;

/// <summary>Reads a dashboard in one round trip, however large the catalogue is: sets are counted, nothing is read one by one.</summary>
public sealed class DashboardReader(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Sql = """
        WITH mine AS (SELECT id, archived_at, certification_code FROM offer WHERE siret = ANY (@sirets)),
        published AS (
            SELECT a.id, NOT c.active OR coalesce(c.expires < @today, false) AS expired, a.permanent_entry FROM mine o
            JOIN action a ON a.offer_id = o.id AND a.archived_at IS NULL JOIN certification c ON c.code = o.certification_code
            WHERE o.archived_at IS NULL),
        ahead AS (
            SELECT p.id, p.expired, s.id AS session, s.capacity,
                s.open AND coalesce(s.seats_taken < s.capacity, true)
                    AND coalesce(CASE WHEN p.permanent_entry OR s.starts IS NULL THEN s.ends ELSE s.starts END >= @today, true) AS joinable
            FROM published p LEFT JOIN session s ON s.action_id = p.id AND s.archived_at IS NULL),
        actions AS (SELECT id, expired, coalesce(bool_or(joinable), false) AS joinable FROM ahead GROUP BY id, expired)
        SELECT (SELECT count(*)::int FROM mine WHERE archived_at IS NULL) AS Offers,
            (SELECT count(*)::int FROM mine WHERE archived_at IS NOT NULL) AS ArchivedOffers,
            count(*)::int AS Actions, count(*) FILTER (WHERE NOT joinable)::int AS ClosedActions,
            count(*) FILTER (WHERE expired)::int AS ExpiredActions,
            (SELECT count(*)::int FROM ahead WHERE joinable AND session IS NOT NULL) AS OpenSessions,
            (SELECT count(*)::int FROM ahead WHERE joinable AND session IS NOT NULL AND capacity IS NULL) AS UnknownSeats
        FROM actions;

        SELECT a.public_id AS PublicId, o.title, s.number, s.starts, s.seats_taken AS Taken, s.capacity
        FROM offer o JOIN action a ON a.offer_id = o.id AND a.archived_at IS NULL JOIN session s ON s.action_id = a.id AND s.archived_at IS NULL
        WHERE o.siret = ANY (@sirets) AND o.archived_at IS NULL AND s.open AND s.capacity > 0 AND s.seats_taken * 5 >= s.capacity * 4
            AND coalesce(s.starts, s.ends, @today) >= @today
        ORDER BY s.starts NULLS LAST, s.id LIMIT @Shown;

        SELECT due.event, count(DISTINCT due.id)::int AS Count, min(due.due_at) AS NextAt FROM (
            SELECT b.id, d.due_at, CASE d.event WHEN @missed THEN @entry ELSE d.event END AS event
            FROM booking b JOIN booking_deadline d ON d.booking_id = b.id AND d.done_at IS NULL
            WHERE b.siret = ANY (@sirets) AND b.state = ANY (@waiting) AND (d.event = @silent
                OR (d.event IN (@entry, @missed) AND b.starts <= @today) OR (d.event = @exit AND b.ends <= @today))) due
        GROUP BY due.event ORDER BY min(due.due_at);

        SELECT siret, coalesce((SELECT withheld FROM provider p WHERE p.siret = mine.siret), false) AS Withheld,
            EXISTS (SELECT FROM bank_details b WHERE b.siret = mine.siret AND b.state = 'effective') AS Paid
        FROM unnest(@sirets) AS mine (siret) ORDER BY siret;
        """;

    private const int Shown = 10;

    private static readonly string[] Waiting =
        [BookingProcess.Requested, BookingProcess.Acknowledged, BookingProcess.Accepted, BookingProcess.InTraining];

    /// <summary>Of these establishments.</summary>
    public async Task<DashboardView> ReadAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql, new
            {
                sirets = sirets.ToArray(), today = clock.Today(), Shown, waiting = Waiting, silent = BookingProcess.ProviderSilent,
                entry = BookingDues.EntryDeclaration, missed = BookingProcess.EntryMissed, exit = BookingDues.ExitDeclaration,
            }, cancellationToken: cancel));
        return new(
            await results.ReadSingleAsync<CatalogueCounts>(), [.. await results.ReadAsync<FillingSession>()],
            [.. await results.ReadAsync<AnswerDue>()], [.. await results.ReadAsync<EstablishmentState>()]);
    }
}
