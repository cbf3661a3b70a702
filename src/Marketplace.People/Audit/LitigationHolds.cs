using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Npgsql;

namespace Marketplace.People.Audit;

/// <summary>R6323-39: in litigation the traces of somebody's file are kept until the final decision.</summary>
public sealed class LitigationHolds(NpgsqlDataSource database)
{
    /// <summary>Since when there is a hold, if there is one.</summary>
    public async Task<Standing> FindAsync(Guid subject, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, subject, cancel);
    }

    /// <summary>Places or lifts the hold.</summary>
    /// <param name="seen"><see cref="Standing.Version"/> of what the operator was shown.</param>
    /// <returns>False: it changed since it was shown.</returns>
    public Task<bool> SetAsync(Guid subject, string seen, bool held, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        // A row that is not there cannot be locked: decisions about one person take turns.
        await connection.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended('litigation-hold' || @subject::text, 0))", new { subject });
        if ((await FindAsync(connection, subject, cancel)).Version != seen)
            return false;
        await connection.ExecuteAsync(held
            ? "INSERT INTO litigation_hold (subject_id, reason, placed_by) VALUES (@subject, @reason, @by) ON CONFLICT DO NOTHING"
            : "DELETE FROM litigation_hold WHERE subject_id = @subject",
            new { subject, reason = actor.Reason ?? "", by = actor.AccountId });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.LitigationHoldManage, AccessOperation.Change, subject, held ? "placed" : "lifted"),
            cancel);
        return true;
    }, cancel);

    private static async Task<Standing> FindAsync(NpgsqlConnection connection, Guid subject, CancellationToken cancel) => new(
        await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            "SELECT placed_at FROM litigation_hold WHERE subject_id = @subject", new { subject }, cancellationToken: cancel)),
            "litigation-hold");
}
