using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalogue.QueryLog;

/// <summary>The table of searches: added to by the hundred, purged by age.</summary>
public sealed class QueryLogTable(NpgsqlDataSource database)
{
    /// <summary>Rows that one statement deletes: short locks beside the writers.</summary>
    private const int PurgeBatch = 20_000;

    /// <summary>Batches of one night; a longer backlog takes several nights.</summary>
    private const int PurgeBatches = 200;

    /// <summary>Adds rows in one COPY, in another order than they came: neighbours in the table are not one visitor's.</summary>
    public async Task AddAsync(IReadOnlyList<LoggedQuery> queries, CancellationToken cancel)
    {
        LoggedQuery[] shuffled = [.. queries];
        Random.Shared.Shuffle(shuffled);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY query_log (day, hour, source, text, withheld, department, filters, found, corrected, widened_km, counting, visitor)
            FROM STDIN (FORMAT BINARY)
            """, cancel);
        foreach (var query in shuffled)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(query.Day, NpgsqlDbType.Date, cancel);
            await copy.WriteAsync((short)query.Hour, NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(query.Source, NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, query.Text, cancel);
            await WriteAsync(copy, query.Withheld, cancel);
            await WriteAsync(copy, query.Department, cancel);
            await copy.WriteAsync(query.Filters.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(query.Found, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(query.Corrected, NpgsqlDbType.Boolean, cancel);
            if (query.WidenedKm is { } km)
                await copy.WriteAsync((short)Math.Round(km), NpgsqlDbType.Smallint, cancel);
            else
                await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(query.Counting, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(query.Visitor, NpgsqlDbType.Integer, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>Deletes what is from before a day, oldest first.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> PurgeAsync(DateOnly before, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var gone = 0;
        for (var batch = 0; batch < PurgeBatches; batch++)
        {
            var deleted = await connection.ExecuteAsync(new CommandDefinition("""
                DELETE FROM query_log WHERE ctid = ANY (ARRAY(SELECT ctid FROM query_log WHERE day < @before ORDER BY day LIMIT @batch))
                """, new { before, batch = PurgeBatch }, commandTimeout: 120, cancellationToken: cancel));
            gone += deleted;
            if (deleted < PurgeBatch)
                break;
        }
        return gone;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancel) =>
        text is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
}
