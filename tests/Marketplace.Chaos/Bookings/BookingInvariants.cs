using Dapper;
using Marketplace.Money.Ledger;
using Npgsql;

namespace Marketplace.Chaos.Bookings;

/// <summary>
/// What holds whatever happened: no euro lost or made, no dossier without a next step or an end, no seat lost or sold twice.
/// </summary>
public static class BookingInvariants
{
    private static readonly (string Rule, string Sql)[] Rules =
    [
        ("seats counted", "SELECT format('session %s', s.id) FROM session s LEFT JOIN (SELECT session_id, count(*) AS n FROM seat GROUP BY 1) t ON t.session_id = s.id WHERE s.seats_taken <> coalesce(t.n, 0) OR s.seats_taken > s.capacity"),
        ("who has a seat", """
            SELECT format('dossier %s, %s, place %s', b.id, b.state, s.kind) FROM booking b FULL JOIN seat s ON s.booking = b.id
            WHERE s.kind IS DISTINCT FROM CASE WHEN b.state IN ('accepted', 'in-training', 'service-declared', 'service-validated') THEN 'taken'
                WHEN b.state = 'proposed' AND b.payment_id IS NOT NULL THEN 'held' END
                AND NOT coalesce(s.kind = 'offered', false)
            """),
        ("same session", "SELECT format('dossier %s', b.id) FROM booking b JOIN seat s ON s.booking = b.id WHERE s.session_id <> b.session_id"),
        ("next step", """
            SELECT format('dossier %s, %s', b.id, b.state) FROM booking b WHERE b.state IN ('requested', 'acknowledged', 'proposed', 'awaiting-funder', 'accepted', 'service-declared')
                AND NOT EXISTS (SELECT FROM booking_deadline d WHERE d.booking_id = b.id AND d.done_at IS NULL)
            """),
        ("set aside", "SELECT format('dossier %s, %s : %s', booking_id, event, error) FROM booking_deadline WHERE error IS NOT NULL AND done_at IS NULL"),
        ("history", """
            SELECT format('dossier %s', b.id) FROM booking b
            WHERE b.state IS DISTINCT FROM (SELECT to_state FROM booking_event e WHERE e.booking_id = b.id ORDER BY id DESC LIMIT 1)
            """),
        ("lines", """
            SELECT format('dossier %s', b.id) FROM booking b LEFT JOIN (SELECT booking_id, sum(amount) AS price, sum(used) AS used, count(*) FILTER (WHERE used IS NULL) AS open FROM booking_line GROUP BY 1) l ON l.booking_id = b.id
            WHERE (b.accepted_at IS NOT NULL AND l.price IS DISTINCT FROM b.price) OR (l.open = 0 AND l.used <> b.provider_due)
            """),
        ("due", """
            SELECT format('dossier %s : dû %s, grand livre %s', b.id, b.provider_due, coalesce(t.net, 0)) FROM booking b
            LEFT JOIN (SELECT booking, sum(CASE nature WHEN 'debit' THEN amount WHEN 'recredit' THEN -amount END) AS net FROM ledger_transfer WHERE nature IN ('debit', 'recredit') GROUP BY 1) t ON t.booking = b.id
            WHERE b.state IN ('service-validated', 'cancelled-by-learner', 'cancelled-by-provider', 'cancelled-by-funder', 'not-realised') AND b.provider_due IS DISTINCT FROM coalesce(t.net, 0)
            """),
        ("nothing left reserved", """
            SELECT format('dossier %s', b.id) FROM booking b JOIN ledger_transfer t ON t.booking = b.id AND t.nature IN ('reserve', 'hold') JOIN ledger_open o ON o.line = t.id
            WHERE o.remaining > 0 AND b.state IN ('service-validated', 'cancelled-by-learner', 'cancelled-by-provider', 'cancelled-by-funder', 'not-realised', 'lapsed', 'refused-by-learner', 'refused-by-provider', 'refused-by-funder')
            """),
        // Who paid is booked, or has the money back or as a credit by the rules of the ending.
        ("charged without a seat", """
            SELECT format('paiement %s', p.id) FROM card_payment p JOIN booking b ON b.id = p.booking
            WHERE p.bucket IS NOT NULL AND (b.accepted_at IS NULL OR b.payment_id IS DISTINCT FROM p.id)
                AND coalesce((SELECT sum(amount) FROM card_refund r WHERE r.payment = p.id), 0) <> p.amount
            """),
    ];

    /// <returns>What does not hold; empty when all does.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        List<string> broken = [
            .. (await LedgerVerification.RunAsync(database, cancel: cancel)).SelectMany(f => f.Examples.Select(e => $"{f.Name}: {e}"))];
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var (rule, sql) in Rules)
            broken.AddRange((await connection.QueryAsync<string>(new CommandDefinition($"{sql} LIMIT 5", cancellationToken: cancel)))
                .Select(found => $"{rule}: {found}"));
        return broken;
    }
}
