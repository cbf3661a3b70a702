using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <param name="Kind">rebuild, verify or status.</param>
public sealed record IndexRequest(long Id, string Kind);

/// <param name="ExitStatus">Of the command that asked.</param>
public sealed record IndexAnswer(int ExitStatus, string Report);

/// <summary>
/// How a command reaches the live index of the running server: a row, a notification, and an answer in the row.
/// </summary>
public sealed class IndexRequests(NpgsqlDataSource database)
{
    public const string Channel = "index_request";

    /// <summary>Asks and waits for the answer. Null when nobody took the request in the given time.</summary>
    public async Task<IndexAnswer?> AskAsync(string kind, TimeSpan patience, CancellationToken cancel)
    {
        var id = await InsertAsync(kind, cancel);
        var waited = TimeSpan.Zero;
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            await Task.Delay(pause, cancel);
            waited += pause;
            await using var command = database.CreateCommand("SELECT started_at IS NOT NULL, exit_status, report FROM index_request WHERE id = $1");
            command.Parameters.Add(new() { Value = id });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (!await reader.ReadAsync(cancel))
                return null;
            if (!reader.IsDBNull(1))
                return new(reader.GetInt32(1), reader.GetString(2));
            if (!reader.GetBoolean(0) && waited > patience)
                return null;
        }
    }

    /// <summary>The next request nobody has taken; marks it as started.</summary>
    public async Task<IndexRequest?> TakeAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            UPDATE index_request SET started_at = now() WHERE id = (
                SELECT id FROM index_request WHERE started_at IS NULL AND requested_at > now() - interval '10 minutes'
                ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1)
            RETURNING id, kind
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new(reader.GetInt64(0), reader.GetString(1)) : null;
    }

    public async Task AnswerAsync(IndexRequest request, IndexAnswer answer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "UPDATE index_request SET finished_at = now(), exit_status = $2, report = $3 WHERE id = $1");
        command.Parameters.Add(new() { Value = request.Id });
        command.Parameters.Add(new() { Value = answer.ExitStatus });
        command.Parameters.Add(new() { Value = answer.Report });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<long> InsertAsync(string kind, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            WITH asked AS (INSERT INTO index_request (kind) VALUES ($1) RETURNING id)
            SELECT id, pg_notify('{Channel}', '') FROM asked
            """);
        command.Parameters.Add(new() { Value = kind });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
