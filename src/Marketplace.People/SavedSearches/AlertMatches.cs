using Dapper;
using Npgsql;

namespace Marketplace.People.SavedSearches;

/// <param name="Query">Query string of the search page.</param>
public sealed record AlertQuery(long Id, string Query);

/// <param name="PublicId">Of an action.</param>
/// <param name="Rank">Place in the query's own order, from 0.</param>
public sealed record AlertMatch(long QueryId, string PublicId, int Rank);

/// <summary>Which new actions the queries of alerts find.</summary>
public sealed class AlertMatches(NpgsqlDataSource database)
{
    /// <summary>Queries that somebody has an alert for, each once, by ascending id.</summary>
    public async Task<IReadOnlyList<AlertQuery>> QueriesAsync(long after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<AlertQuery>(new CommandDefinition("""
            SELECT q.id, q.query FROM saved_query q
            WHERE q.id > @after AND q.set_aside_at IS NULL AND EXISTS (SELECT FROM saved_search s WHERE s.query_id = q.id AND s.alert)
            ORDER BY q.id LIMIT @limit
            """, new { after, limit }, cancellationToken: cancel))];
    }

    /// <summary>Keeps what was found; again changes nothing.</summary>
    public async Task SaveAsync(IReadOnlyList<AlertMatch> found, CancellationToken cancel)
    {
        if (found.Count == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO alert_match (query_id, action_id, rank)
            SELECT f.query_id, a.id, f.rank FROM unnest(@queries, @ids, @ranks) AS f(query_id, public_id, rank)
            JOIN action a USING (public_id) JOIN new_action n ON n.action_id = a.id AND n.run_id IS NOT NULL
            ON CONFLICT DO NOTHING
            """, new { queries = found.Select(f => f.QueryId).ToArray(), ids = found.Select(f => f.PublicId).ToArray(), ranks = found.Select(f => f.Rank).ToArray() }, cancellationToken: cancel));
    }

    /// <summary>A query that cannot be asked must not hold up the others, nor be tried every day.</summary>
    /// <param name="error">Without the query's words.</param>
    public async Task SetAsideAsync(long query, string error, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            new CommandDefinition(
            "UPDATE saved_query SET set_aside_at = now(), error = @error WHERE id = @query", new { query, error },
            cancellationToken: cancel));
    }
}
