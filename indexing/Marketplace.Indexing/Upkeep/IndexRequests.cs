using System.Data;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <summary>A request that this process took; disposed once it is answered or given up.</summary>
/// <param name="Kind">rebuild, return, verify, verify-sample, status or a task of another part of the program.</param>
/// <param name="Working">Holds the lock that tells who asked that the work goes on. A process that ends loses it.</param>
public sealed record IndexRequest(long Id, string Kind, NpgsqlConnection Working) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        // Not left to the pool, which keeps a session as it is until somebody needs it.
        if (Working.State == ConnectionState.Open)
        {
            await using var free = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", Working);
            await free.ExecuteNonQueryAsync();
        }
        await Working.DisposeAsync();
    }
}

/// <param name="ExitStatus">Of the command that asked.</param>
public sealed record IndexAnswer(int ExitStatus, string Report);

/// <summary>Which index this process has, known without opening it.</summary>
/// <param name="SharedName">See <see cref="Marketplace.Search.ISearchIndex.SharedName"/>.</param>
public sealed record IndexAddress(string? SharedName);

/// <summary>
/// How a command reaches the live index of the running server: a row, a notification, and an answer in the row. A
/// request about a shared index names it (<c>rebuild@marketplace-actions-...</c>): servers with another one leave it alone.
/// </summary>
/// <param name="index">Which index this process has; null: one of its own.</param>
public sealed class IndexRequests(NpgsqlDataSource database, IndexAddress? index = null)
{
    public const string Channel = "index_request";

    /// <summary>Key of the lock on a request that somebody works on.</summary>
    private const string WorkingLock = "hashtextextended('index_request ' || id, 9)";

    private string Address => index?.SharedName is { } name ? $"@{name}" : "";

    /// <summary>
    /// Asks and waits for the answer. Null when nobody took the request in the given time, or who took it ended without an answer.
    /// </summary>
    public async Task<IndexAnswer?> AskAsync(string kind, TimeSpan patience, CancellationToken cancel)
    {
        var id = await InsertAsync(kind, cancel);
        var waited = TimeSpan.Zero;
        var pause = TimeSpan.FromMilliseconds(100);
        // Seen twice, as an answer may have come just before the lock was free.
        for (var abandoned = 0; abandoned < 2;)
        {
            await Task.Delay(pause, cancel);
            waited += pause;
            await using var command = database.CreateCommand($"""
                SELECT started_at IS NOT NULL, exit_status, report,
                    CASE WHEN started_at IS NULL OR finished_at IS NOT NULL THEN false ELSE pg_try_advisory_xact_lock_shared({WorkingLock}) END
                FROM index_request WHERE id = $1
                """);
            command.Parameters.Add(new() { Value = id });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (!await reader.ReadAsync(cancel))
                return null;
            if (!reader.IsDBNull(1))
                return new(reader.GetInt32(1), reader.GetString(2));
            if (!reader.GetBoolean(0) && waited > patience)
                return null;
            abandoned = reader.GetBoolean(3) ? abandoned + 1 : 0;
        }
        return null;
    }

    /// <summary>The next request nobody has taken; marks it as started.</summary>
    public async Task<IndexRequest?> TakeAsync(CancellationToken cancel)
    {
        NpgsqlConnection? working = await database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand($"""
                UPDATE index_request SET started_at = now() WHERE id = (
                    SELECT id FROM index_request WHERE started_at IS NULL AND requested_at > now() - interval '10 minutes'
                        AND CASE WHEN $1 = '' THEN position('@' in kind) = 0 ELSE right(kind, length($1)) = $1 END
                    ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1)
                RETURNING id, kind, pg_advisory_lock({WorkingLock})
                """, working);
            command.Parameters.Add(new() { Value = Address });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await reader.ReadAsync(cancel))
            {
                var request = new IndexRequest(reader.GetInt64(0), reader.GetString(1).Split('@')[0], working);
                working = null;
                return request;
            }
            return null;
        }
        finally
        {
            if (working is not null)
                await working.DisposeAsync();
        }
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
        command.Parameters.Add(new() { Value = kind + Address });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
