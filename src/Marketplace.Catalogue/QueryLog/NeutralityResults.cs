using Dapper;
using Npgsql;

namespace Marketplace.Catalogue.QueryLog;

/// <summary>The indicators of one day, as published.</summary>
public sealed record NeutralityResult
{
    public DateOnly Day { get; init; }
    public int Queries { get; init; }
    public int Shuffles { get; init; }
    public int Providers { get; init; }
    public double NeverShown { get; init; }
    public double ByChance { get; init; }
    public double? RankCorrelation { get; init; }
}

/// <summary>Keeps the indicators by day.</summary>
public sealed class NeutralityResults(NpgsqlDataSource database)
{
    /// <summary>Puts the day's figures in the place of an earlier measure of that day.</summary>
    public async Task SaveAsync(NeutralityResult result, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO search_neutrality (day, queries, shuffles, providers, never_shown, by_chance, rank_correlation)
            VALUES (@Day, @Queries, @Shuffles, @Providers, @NeverShown, @ByChance, @RankCorrelation)
            ON CONFLICT (day) DO UPDATE SET queries = excluded.queries, shuffles = excluded.shuffles, providers = excluded.providers,
                never_shown = excluded.never_shown, by_chance = excluded.by_chance, rank_correlation = excluded.rank_correlation
            """, result, cancellationToken: cancel));
    }

    /// <summary>Null: never measured.</summary>
    public async Task<NeutralityResult?> LatestAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<NeutralityResult>(new CommandDefinition("""
            SELECT day, queries, shuffles, providers, never_shown AS nevershown, by_chance AS bychance, rank_correlation AS rankcorrelation
            FROM search_neutrality ORDER BY day DESC LIMIT 1
            """, cancellationToken: cancel));
    }
}
