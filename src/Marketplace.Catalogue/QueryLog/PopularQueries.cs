using Dapper;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Catalogue.QueryLog;

/// <param name="People">At least so many.</param>
public sealed record PopularQuery(string Text, int People, int Searches);

/// <summary>
/// Texts that may be suggested: at least five people searched them and found something under these very words. People
/// are counted by marks, which compare within one counting; the largest counting is what is sure.
/// </summary>
public sealed class PopularQueries(NpgsqlDataSource database)
{
    /// <summary>A text that fewer people searched is shown to nobody.</summary>
    public const int FewestPeople = 5;

    /// <summary>Days of the log that count.</summary>
    public const int Days = 28;

    private const int Most = 2_000;

    /// <summary>Makes the list anew from the log. Idempotent.</summary>
    /// <returns>How many texts it holds.</returns>
    public async Task<int> RefreshAsync(DateOnly today, CancellationToken cancel)
    {
        var (from, most, fewest) = (today.AddDays(-Days), Most, FewestPeople);
        return await database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition("DELETE FROM popular_query", cancellationToken: cancel));
            return await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO popular_query (text, people, searches)
                SELECT text, max(people), sum(searches) FROM (
                    SELECT text, count(DISTINCT visitor) AS people, count(*) AS searches FROM query_log
                    WHERE day >= @from AND text IS NOT NULL AND found > 0 AND NOT corrected
                    GROUP BY text, counting) counted
                GROUP BY text HAVING max(people) >= @fewest
                ORDER BY max(people) DESC, text LIMIT @most
                """, new { from, most, fewest }, commandTimeout: 600, cancellationToken: cancel));
        }, cancel);
    }

    /// <summary>Most searched first.</summary>
    public async Task<IReadOnlyList<PopularQuery>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<PopularQuery>(new CommandDefinition(
            "SELECT text, people, searches FROM popular_query ORDER BY people DESC, text", cancellationToken: cancel))];
    }
}
