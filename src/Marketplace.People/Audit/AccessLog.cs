using Marketplace.People.Access;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.People.Audit;

/// <summary>
/// The access log: who looked at or changed personal data. A change is written in the transaction of the change itself;
/// a look-up before the page is answered, so that nothing is shown that is not in the log.
/// </summary>
public sealed class AccessLog(NpgsqlDataSource database)
{
    /// <summary>
    /// Writes look-ups, sign-ins and refusals, which change nothing else; those of visitors go by <see cref="StrangerLines"/>.
    /// </summary>
    public async Task WriteAsync(Actor actor, IReadOnlyCollection<AccessEntry> entries, CancellationToken cancel = default)
    {
        if (entries.Count == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await WriteAsync(connection, actor, entries, cancel);
    }

    /// <inheritdoc cref="WriteAsync(Actor, IReadOnlyCollection{AccessEntry}, CancellationToken)"/>
    public Task WriteAsync(Actor actor, AccessEntry entry, CancellationToken cancel = default) => WriteAsync(actor, [entry], cancel);

    /// <summary>Writes within the caller's transaction, if the connection has one.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, Actor actor, AccessEntry entry, CancellationToken cancel = default) =>
        WriteAsync(connection, actor, [entry], cancel);

    /// <inheritdoc cref="WriteAsync(NpgsqlConnection, Actor, AccessEntry, CancellationToken)"/>
    public static async Task WriteAsync(
        NpgsqlConnection connection, Actor actor, IReadOnlyCollection<AccessEntry> entries, CancellationToken cancel = default)
    {
        await using var insert = new NpgsqlCommand("""
            INSERT INTO access_log (actor_id, actor_role, on_behalf_of, session_id, reason, nature, operation, subject_id, object)
            SELECT $1, $2, $3, $4, $5, * FROM unnest($6, $7, $8, $9)
            """, connection);
        insert.Parameters.Add(new() { Value = actor.AccountId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        insert.Parameters.Add(new() { Value = actor.Role });
        insert.Parameters.Add(new() { Value = actor.OnBehalfOf ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        insert.Parameters.Add(new() { Value = actor.SessionId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        insert.Parameters.Add(new() { Value = actor.Reason ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = entries.Select(e => e.Nature).ToArray() });
        insert.Parameters.Add(new() { Value = entries.Select(e => Code(e.Operation)).ToArray() });
        insert.Parameters.Add(new() { Value = entries.Select(e => e.Subject).ToArray() });
        insert.Parameters.Add(
            new() { Value = entries.Select(e => e.Object).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await insert.ExecuteNonQueryAsync(cancel);
    }

    internal static string Code(AccessOperation operation) => operation switch
    {
        AccessOperation.LookUp => "look-up",
        AccessOperation.Change => "change",
        AccessOperation.SignIn => "sign-in",
        AccessOperation.SignOut => "sign-out",
        _ => "refusal",
    };
}
