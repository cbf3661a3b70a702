using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Statistics.Facts;

/// <summary>
/// Searches and offers by month. The query log is purged, so its months are summed up before; a month is counted again as long as the log
/// still has the whole of it.
/// </summary>
public sealed class OtherFacts(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Counts this month and the one before. Idempotent.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        var month = Month.Of(clock.Today());
        await database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition("""
                DELETE FROM statistics_search WHERE month >= @from AND month >= (SELECT min(day) FROM query_log);
                INSERT INTO statistics_search (month, department, fruitless, searches)
                SELECT date_trunc('month', day)::date, coalesce(department, ''), found = 0, count(*)::int FROM query_log
                WHERE day >= @from GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING;
                DELETE FROM statistics_offer WHERE month = @now;
                INSERT INTO statistics_offer (month, domain, certification_type, modality, department, actions, sessions, price)
                SELECT @now, coalesce(left(c.nsf[1], 3), ''), CASE WHEN c.code LIKE 'RNCP%' THEN 'rncp' WHEN c.code LIKE 'RS%' THEN 'rs' WHEN c.code = 'CPF200' THEN 'vae'
                    WHEN c.code = 'CPF202' THEN 'skills-review' WHEN c.code LIKE 'CPF%' THEN 'driving-licence' ELSE 'other' END, CASE a.modality WHEN 0 THEN 'in-person' WHEN 1 THEN 'blended' ELSE 'remote' END, coalesce(p.department, ''),
                    count(*)::int, coalesce(sum(s.sessions), 0)::int, sum(a.price_cents)::bigint
                FROM action a JOIN offer o ON o.id = a.offer_id JOIN certification c ON c.code = o.certification_code LEFT JOIN place p ON p.insee = a.insee
                LEFT JOIN LATERAL (SELECT count(*) AS sessions FROM session s WHERE s.action_id = a.id AND s.archived_at IS NULL) s ON true
                WHERE a.archived_at IS NULL AND o.archived_at IS NULL GROUP BY 1, 2, 3, 4, 5
                """, new { from = (month + -1).First, now = month.First }, commandTimeout: 600, cancellationToken: cancel));
        }, cancel);
    }
}
