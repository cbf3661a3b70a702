using System.Text.Json;
using Dapper;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.ProviderSpace.Idempotency;

/// <summary>Whose requests a name tells apart: those of one establishment, in earnest or in its sandbox.</summary>
/// <param name="Name">The <c>Idempotency-Key</c>.</param>
public sealed record RequestName(string Siret, bool Sandbox, string Name);

/// <summary>What became of a request that comes a second time.</summary>
public enum RequestTurn
{
    /// <summary>It is the first: do it, then say what was answered.</summary>
    First,

    /// <summary>It was answered: answer the same.</summary>
    Answered,

    /// <summary>The first is still being done.</summary>
    Running,

    /// <summary>Another request had this name.</summary>
    Other,
}

/// <summary>An answer that is kept.</summary>
public sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>
/// Requests that are done once however often they come: the first takes the name, the others get its answer. Kept a day at least, sealed.
/// One whose process died is taken over after a while: what it may have done already, its own process table refuses.
/// </summary>
public sealed class IdempotentRequests(NpgsqlDataSource database, MasterKeys keys)
{
    /// <summary>Of a name.</summary>
    public const int LongestName = 255;

    private static readonly TimeSpan TakenOverAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(25);

    /// <summary>Takes the name, or says who has it.</summary>
    /// <param name="hash">Of method, address and body.</param>
    public async Task<(RequestTurn Turn, KeptAnswer? Answer)> BeginAsync(RequestName request, byte[] hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var values = new { request.Siret, request.Sandbox, request.Name, hash, TakenOverAfter, Kept };
        // A day later a name is free again, whether the nightly purge has come or not.
        if (await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO idempotent_request AS r (siret, sandbox, name, request_hash) VALUES (@Siret, @Sandbox, @Name, @hash)
            ON CONFLICT (siret, sandbox, name) DO UPDATE
                SET request_hash = excluded.request_hash, started_at = now(), finished_at = NULL, status = NULL, headers = NULL, body = NULL
                WHERE r.started_at < now() - @Kept
                    OR (r.finished_at IS NULL AND r.started_at < now() - @TakenOverAfter AND r.request_hash = excluded.request_hash)
            """, values, cancellationToken: cancel)) == 1)
            return (RequestTurn.First, null);
        var found = await connection.QuerySingleOrDefaultAsync<(byte[] Hash, int? Status, string? Headers, byte[]? Body)?>(
            new CommandDefinition("""
                SELECT request_hash, status, headers::text, body FROM idempotent_request
                WHERE siret = @Siret AND sandbox = @Sandbox AND name = @Name
                """, values, cancellationToken: cancel));
        return found switch
        {
            // Given up in this very moment: who asks again is the first.
            null => (RequestTurn.Running, null),
            { } other when !other.Hash.AsSpan().SequenceEqual(hash) => (RequestTurn.Other, null),
            { Status: { } status } done => (RequestTurn.Answered,
                new(status, JsonSerializer.Deserialize<Dictionary<string, string>>(done.Headers!)!,
                    keys.Open(done.Body!, SealPurpose.KeptAnswer))),
            _ => (RequestTurn.Running, null),
        };
    }

    /// <summary>Keeps what was answered.</summary>
    public Task FinishAsync(RequestName request, KeptAnswer answer, CancellationToken cancel) => ExecuteAsync("""
        UPDATE idempotent_request SET finished_at = now(), status = @Status, headers = @headers::jsonb, body = @Body
        WHERE siret = @Siret AND sandbox = @Sandbox AND name = @Name
        """, new
    {
        request.Siret, request.Sandbox, request.Name, answer.Status, headers = JsonSerializer.Serialize(answer.Headers),
        Body = keys.Seal(answer.Body, SealPurpose.KeptAnswer),
    }, cancel);

    /// <summary>It failed by our fault: the next attempt is a first one.</summary>
    public Task GiveUpAsync(RequestName request, CancellationToken cancel) => ExecuteAsync(
        "DELETE FROM idempotent_request WHERE siret = @Siret AND sandbox = @Sandbox AND name = @Name AND finished_at IS NULL", request,
        cancel);

    /// <summary>Forgets those of more than a day ago.</summary>
    public Task PurgeAsync(CancellationToken cancel) =>
        ExecuteAsync("DELETE FROM idempotent_request WHERE started_at < now() - @Kept", new { Kept }, cancel);

    private async Task ExecuteAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancel));
    }
}
