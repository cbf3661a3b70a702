using Dapper;
using Npgsql;

namespace Marketplace.Catalogue.QueryLog;

/// <summary>A logged search that may be asked again.</summary>
public sealed record SampledQuery(string? Text, string? Department, string[] Filters);

/// <summary>Draws logged searches to be replayed: by lot among different ones, the same all day.</summary>
public sealed class NeutralitySample(NpgsqlDataSource database)
{
    public const int Days = 28;
    public const int Most = 200;

    public async Task<IReadOnlyList<SampledQuery>> DrawAsync(DateOnly today, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<(string? Text, string? Department, string[] Filters)>(new CommandDefinition("""
            SELECT text, department, filters FROM query_log
            WHERE day >= @from AND found > 0 AND NOT corrected AND withheld IS NULL AND NOT 'exact' = ANY (filters) AND NOT EXISTS (
                SELECT FROM unnest(filters) AS filter WHERE filter LIKE 'sort=%')
            GROUP BY text, department, filters
            ORDER BY md5(concat_ws('|', text, department, filters::text, @today::text)) LIMIT @most
            """, new { from = today.AddDays(-Days), today, most = Most }, commandTimeout: 300, cancellationToken: cancel));
        return [.. rows.Select(row => new SampledQuery(row.Text, row.Department, row.Filters))];
    }
}
