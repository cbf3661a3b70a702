using Dapper;
using Marketplace.Core.Access;
using Marketplace.Core.Accounts;
using Marketplace.Core.Audit;
using Marketplace.Core.Data;
using Npgsql;

namespace Marketplace.Core.Holders;

/// <summary>Stops an account that somebody else took over, and opens it again: nobody signs in meanwhile, all sessions end.</summary>
public sealed class HolderSuspension(NpgsqlDataSource database)
{
    public async Task<bool> IsSuspendedAsync(Guid holder, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM account WHERE id = @holder AND disabled_at IS NOT NULL)", new { holder }, cancellationToken: cancel));
    }

    /// <summary>Suspends or opens again.</summary>
    public Task SetAsync(Guid holder, bool suspended, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync("UPDATE account SET disabled_at = CASE WHEN @suspended THEN coalesce(disabled_at, now()) END WHERE id = @holder AND kind = 'holder'",
            new { holder, suspended });
        if (suspended)
            await Sessions.EndOthersAsync(connection, holder, except: null);
        var what = suspended ? "closed" : "reopened";
        await AccountHistory.AddAsync(connection, what, actor.AccountId, holder);
        await AccessLog.WriteAsync(connection, actor, new AccessEntry("holder.account.suspend", AccessOperation.Change, holder, what), cancel);
    }, cancel);
}
