using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>Stops an account that somebody else took over, and opens it again: nobody signs in meanwhile, all sessions end.</summary>
public sealed class HolderSuspension(NpgsqlDataSource database)
{
    /// <summary>Since when it is suspended, if it is.</summary>
    public async Task<Standing> FindAsync(Guid holder, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, holder, lockRow: false, cancel);
    }

    /// <summary>Suspends or opens again.</summary>
    /// <param name="seen"><see cref="Standing.Version"/> of what the operator was shown.</param>
    /// <returns>False: it changed since it was shown.</returns>
    public Task<bool> SetAsync(Guid holder, string seen, bool suspended, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if ((await FindAsync(connection, holder, lockRow: true, cancel)).Version != seen)
            return false;
        await connection.ExecuteAsync("UPDATE account SET disabled_at = CASE WHEN @suspended THEN coalesce(disabled_at, now()) END WHERE id = @holder AND kind = 'holder'",
            new { holder, suspended });
        if (suspended)
            await Sessions.EndOthersAsync(connection, holder, except: null);
        var what = suspended ? "closed" : "reopened";
        await AccountHistory.AddAsync(connection, what, actor.AccountId, holder);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.HolderAccountSuspend, AccessOperation.Change, holder, what), cancel);
        return true;
    }, cancel);

    private static async Task<Standing> FindAsync(NpgsqlConnection connection, Guid holder, bool lockRow, CancellationToken cancel) => new(
        await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(
            $"SELECT disabled_at FROM account WHERE id = @holder AND kind = 'holder'{(lockRow ? " FOR UPDATE" : "")}", new { holder },
            cancellationToken: cancel)), "account");
}
