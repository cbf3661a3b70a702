using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Money.Entitlements;

/// <summary>A contestation as its holder and operators see it.</summary>
/// <param name="State">Of <see cref="ContestationProcess"/>.</param>
/// <param name="HolderName">For operators; empty for the holder.</param>
public sealed record Contestation(
    Guid Id, Guid AccountId, string HolderName, string Text, string State, DateTime ReceivedAt, string? Answer, DateTime? AnsweredAt)
{
    /// <summary>For who answers it.</summary>
    public string Version => StateVersion.Of(Id, State, ReceivedAt, Text);
}

/// <summary>What came of answering.</summary>
public enum AnswerOutcome
{
    Done,
    /// <summary>There is none with this id.</summary>
    Unknown,
    /// <summary>It changed since it was shown: somebody else answered it.</summary>
    Stale,
}

/// <summary>What came of sending a contestation.</summary>
public enum ContestationOutcome
{
    Sent,
    /// <summary>The text is empty or too long.</summary>
    NoText,
    /// <summary>No NIR is tied to the account: it has no amount to dispute.</summary>
    NotTied,
}

/// <summary>Contestations: sent by holders, answered by operators of rights.</summary>
public sealed class Contestations(NpgsqlDataSource database)
{
    /// <summary>Characters of a text or an answer.</summary>
    public const int LongestText = 2000;

    /// <summary>Of one holder that wait at a time.</summary>
    public const int MostWaiting = 5;

    private const int Shown = 50;

    private static string Columns(string name) =>
        $"c.id, c.account_id AS AccountId, {name} AS HolderName, c.text, c.state, c.received_at AS ReceivedAt, c.answer, c.answered_at AS AnsweredAt";

    /// <summary>Of a holder, latest first; 50 at most.</summary>
    public async Task<IReadOnlyList<Contestation>> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Contestation>(new CommandDefinition(
            $"SELECT {Columns("''")} FROM contestation c WHERE c.account_id = @account ORDER BY c.received_at DESC, c.id LIMIT {Shown}",
            new { account }, cancellationToken: cancel))];
    }

    /// <summary>Those that wait, longest first; 50 at most.</summary>
    public async Task<IReadOnlyList<Contestation>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Contestation>(new CommandDefinition($"""
            SELECT {Columns("trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, ''))")}
            FROM contestation c JOIN account a ON a.id = c.account_id WHERE c.state = 'received' ORDER BY c.received_at, c.id LIMIT {Shown}
            """, cancellationToken: cancel))];
    }

    /// <summary>Sends one.</summary>
    /// <exception cref="ProcessRefusedException">Too many wait already.</exception>
    public Task<ContestationOutcome> SubmitAsync(Guid account, string text, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await LedgerAccounts.OfAccountAsync(connection, account, cancel) is null)
            return ContestationOutcome.NotTied;
        if (text.Length is 0 or > LongestText)
            return ContestationOutcome.NoText;
        // Two windows of one person take turns.
        await connection.ExecuteAsync("SELECT FROM holder WHERE account_id = @account FOR NO KEY UPDATE", new { account });
        var waiting = await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM contestation WHERE account_id = @account AND state = 'received'", new { account });
        var step = ContestationProcess.Table.Begin(ContestationProcess.Submit, actor.Role, new ContestationFacts(waiting));
        await connection.ExecuteAsync("INSERT INTO contestation (account_id, text, state) VALUES (@account, @text, @state)",
            new { account, text, state = step.To });
        await AccountHistory.AddAsync(connection, "contestation-received", actor.AccountId, account);
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.ContestationSubmit, AccessOperation.Change, account), cancel);
        return ContestationOutcome.Sent;
    }, cancel);

    /// <summary>One of them, for operators; null: there is none with this id.</summary>
    public async Task<Contestation?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await FindAsync(connection, id, lockRow: false, cancel);
    }

    /// <param name="seen"><see cref="Contestation.Version"/> of what the operator was shown.</param>
    /// <exception cref="ProcessRefusedException">It has its answer.</exception>
    public Task<AnswerOutcome> AnswerAsync(Guid id, string seen, string answer, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await FindAsync(connection, id, lockRow: true, cancel) is not { AccountId: var account } found)
            return AnswerOutcome.Unknown;
        if (found.Version != seen)
            return AnswerOutcome.Stale;
        await ContestationProcess.Column.MoveAsync(
            connection, ContestationProcess.Table.Take(found.State, ContestationProcess.Answer, actor.Role, new ContestationFacts()), [id],
            cancel,
            "answer = @answer, answered_by = @by, answered_at = now()", new { answer, by = actor.AccountId });
        await AccountHistory.AddAsync(connection, "contestation-answered", actor.AccountId, account);
        await AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.ContestationsAnswer, AccessOperation.Change, account), cancel);
        return AnswerOutcome.Done;
    }, cancel);

    private static Task<Contestation?> FindAsync(NpgsqlConnection connection, Guid id, bool lockRow, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<Contestation>(new CommandDefinition(
            $"SELECT {Columns("''")} FROM contestation c WHERE c.id = @id{(lockRow ? " FOR UPDATE" : "")}", new { id },
            cancellationToken: cancel));
}
