using Dapper;
using Npgsql;

namespace Marketplace.Catalogue.QueryLog;

/// <param name="People">At least so many.</param>
/// <param name="WithoutResult">Searches that found nothing.</param>
/// <param name="Corrected">Searches that found something under other words.</param>
/// <param name="Widened">Searches that found something farther away.</param>
public sealed record UnfruitfulQuery(string Text, int People, int Searches, int WithoutResult, int Corrected, int Widened);

/// <summary>What people search in vain, or find only under other words or elsewhere; of at least five people each.</summary>
public sealed class UnfruitfulQueries(NpgsqlDataSource database)
{
    /// <summary>Lines of a report.</summary>
    public const int Most = 500;

    /// <param name="from">First day that counts, in Paris.</param>
    public async Task<IReadOnlyList<UnfruitfulQuery>> ReadAsync(DateOnly from, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<UnfruitfulQuery>(new CommandDefinition("""
            SELECT text, max(people)::int AS people, sum(searches)::int AS searches, sum(empty)::int AS withoutresult,
                   sum(corrected)::int AS corrected, sum(widened)::int AS widened
            FROM (
                SELECT text, count(DISTINCT visitor) AS people, count(*) AS searches, count(*) FILTER (WHERE found = 0) AS empty,
                       count(*) FILTER (WHERE found > 0 AND corrected) AS corrected,
                       count(*) FILTER (WHERE found > 0 AND widened_km IS NOT NULL) AS widened
                FROM query_log
                WHERE day >= @from AND text IS NOT NULL AND (found = 0 OR corrected OR widened_km IS NOT NULL)
                GROUP BY text, counting) counted
            GROUP BY text HAVING max(people) >= @fewest
            ORDER BY sum(empty) DESC, sum(searches) DESC, text LIMIT @most
            """, new { from, fewest = PopularQueries.FewestPeople, most = Most }, commandTimeout: 60, cancellationToken: cancel))];
    }
}
