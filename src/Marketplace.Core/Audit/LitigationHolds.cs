using Dapper;
using Marketplace.Core.Access;
using Marketplace.Core.Data;
using Npgsql;

namespace Marketplace.Core.Audit;

/// <summary>R6323-39: in litigation the traces of somebody's file are kept until the final decision.</summary>
public sealed class LitigationHolds(NpgsqlDataSource database)
{
    public async Task<bool> IsHeldAsync(Guid subject, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM litigation_hold WHERE subject_id = @subject)", new { subject }, cancellationToken: cancel));
    }

    /// <summary>Places or lifts the hold.</summary>
    public Task SetAsync(Guid subject, bool held, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync(held
            ? "INSERT INTO litigation_hold (subject_id, reason, placed_by) VALUES (@subject, @reason, @by) ON CONFLICT DO NOTHING"
            : "DELETE FROM litigation_hold WHERE subject_id = @subject",
            new { subject, reason = actor.Reason ?? "", by = actor.AccountId });
        await AccessLog.WriteAsync(connection, actor, new AccessEntry("litigation-hold.manage", AccessOperation.Change, subject, held ? "placed" : "lifted"), cancel);
    }, cancel);
}
