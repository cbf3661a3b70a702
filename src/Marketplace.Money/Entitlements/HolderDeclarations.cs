using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Entitlements;

/// <summary>What came of a declaration.</summary>
public enum DeclarationOutcome
{
    Declared,
    /// <summary>The last declaration says the same.</summary>
    AlreadySo,
    /// <summary>No NIR is tied to the account.</summary>
    NotTied,
}

/// <summary>
/// What holders declare about themselves, dated, only added to. The level counts from the next crediting on
/// (<see cref="Crediting.LevelOfYear"/>); being a public agent explains the account and does not credit anything: the
/// employer's declaration does.
/// </summary>
public sealed class HolderDeclarations(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>A level below CAP or BEP (R6323-3-1 II), or no longer (III).</summary>
    public Task<DeclarationOutcome> DeclareLevelAsync(Guid account, bool belowLevel3, Actor actor, CancellationToken cancel) =>
        DeclareAsync(
        account, belowLevel3,
        "SELECT below_level_3 FROM level_declaration WHERE holder = @holder ORDER BY declared_on DESC, recorded_at DESC LIMIT 1",
        "INSERT INTO level_declaration (holder, declared_on, below_level_3, declared_by) VALUES (@holder, @today, @holds, @account)",
        belowLevel3 ? "level-declared" : "level-withdrawn", actor, cancel);

    /// <summary>A status of public agent, or no longer.</summary>
    public Task<DeclarationOutcome> DeclarePublicAgentAsync(Guid account, bool publicAgent, Actor actor, CancellationToken cancel) =>
        DeclareAsync(
        account, publicAgent, "SELECT public_agent FROM public_agent_declaration WHERE holder = @holder ORDER BY recorded_at DESC LIMIT 1",
        "INSERT INTO public_agent_declaration (holder, declared_on, public_agent, declared_by) VALUES (@holder, @today, @holds, @account)",
        publicAgent ? "public-agent-declared" : "public-agent-withdrawn", actor, cancel);

    private Task<DeclarationOutcome> DeclareAsync(
        Guid account, bool holds, string last, string add, string @event, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await LedgerAccounts.OfAccountAsync(connection, account, cancel) is not { } holder)
                return DeclarationOutcome.NotTied;
            // Two windows of one person take turns.
            await LedgerPosting.LockAsync(connection, holder, cancel);
            if ((await connection.ExecuteScalarAsync<bool?>(new CommandDefinition(last, new { holder }, cancellationToken: cancel))
                ?? false) == holds)
                return DeclarationOutcome.AlreadySo;
            await connection.ExecuteAsync(
                new CommandDefinition(add, new { holder, today = clock.Today(), holds, account }, cancellationToken: cancel));
            await AccountHistory.AddAsync(connection, @event, actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.EntitlementsDeclare, AccessOperation.Change, account, @event), cancel);
            return DeclarationOutcome.Declared;
        }, cancel);
}
