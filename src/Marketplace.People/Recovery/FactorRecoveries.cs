using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Recovery;

/// <summary>
/// Replaces a lost second factor: the password is known, an operator compares new documents with the verified identity, a
/// delay passes, and each step is told to the account's address with a link that stops it. Real time.
/// </summary>
public sealed class FactorRecoveries(NpgsqlDataSource database, IdentityDocuments documents, MasterKeys keys, AttemptSettings settings)
{
    /// <summary>Between two requests of one account: each sends mails and takes an operator's time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private const string Select = """
        SELECT r.id, r.account_id AS AccountId, r.state, r.asked_at AS AskedAt, r.changed_at AS ChangedAt, r.ready_at AS ReadyAt FROM factor_recovery r
        """;

    private const string Open = "r.state IN ('submitted', 'accepted')";

    /// <summary>The request of an account that is under way; null: none.</summary>
    public async Task<FactorRecovery?> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await OfAccountAsync(connection, account, lockRow: false);
    }

    /// <summary>Requests that wait for an operator, longest first, 100 at most.</summary>
    public async Task<IReadOnlyList<FactorRecovery>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<FactorRecovery>(new CommandDefinition(
            $"{Select} WHERE r.state = 'submitted' ORDER BY r.asked_at, r.id LIMIT 100", cancellationToken: cancel))];
    }

    /// <summary>The holder, who gave the password, asks with new documents.</summary>
    /// <param name="stop">The address of the link that stops a request.</param>
    /// <exception cref="ProcessRefusedException">One is under way, or the last one was a short while ago.</exception>
    public Task<RecoveryRequest> AskAsync(
        Guid account, IReadOnlyList<IdentityDocument> proofs, Func<Guid, string> stop, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            IdentityDocument.Check(proofs);
            if (await HolderStore.FindAsync(
                connection, account, lockRow: true) is not { IdentityStatus: IdentityProcess.Verified, Email: { } address })
                return RecoveryRequest.NotVerified;
            var isFirst = await connection.ExecuteScalarAsync<bool>(
                $"SELECT NOT EXISTS (SELECT FROM factor_recovery r WHERE account_id = @account AND ({Open} OR asked_at > now() - @Pause))",
                new { account, Pause });
            var step = RecoveryProcess.Table.Begin(RecoveryProcess.Ask, Actor.Visitor.Role, new RecoveryFacts(IsFirst: isFirst));
            var id = await connection.ExecuteScalarAsync<Guid>(
                "INSERT INTO factor_recovery (account_id, state) VALUES (@account, @state) RETURNING id",
                new { account, state = step.To });
            await documents.ReplaceAsync(connection, account, proofs, cancel);
            await AccountHistory.AddAsync(connection, "recovery-submitted", null, account);
            await AccessLog.WriteAsync(
                connection, Actor.Visitor, new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, "recovery-asked"), cancel);
            await TellAsync(connection, address, "Quelqu’un qui connaît votre mot de passe a demandé à remplacer votre second facteur de connexion. Un agent va contrôler les pièces envoyées.", "", stop(id), cancel);
            return RecoveryRequest.Done;
        }, cancel);

    /// <summary>The operator decides. The documents are removed; accepted, the delay begins.</summary>
    /// <param name="seen"><see cref="FactorRecovery.Version"/> of what the operator was shown.</param>
    /// <param name="note">What to tell the holder; needed when refused.</param>
    /// <exception cref="ProcessRefusedException">It does not wait, or a document could not be looked at.</exception>
    public Task<CheckOutcome> DecideAsync(
        Guid account, string seen, bool accept, string? note, Func<Guid, string> stop, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (!accept && string.IsNullOrWhiteSpace(note))
                return CheckOutcome.NoteMissing;
            if (await HolderStore.FindAsync(connection, account, lockRow: true) is not { Email: { } address } holder
                || await OfAccountAsync(connection, account, lockRow: true) is not { } recovery || recovery.Version(holder) != seen)
                return CheckOutcome.Stale;
            var step = RecoveryProcess.Table.Take(recovery.State, accept ? RecoveryProcess.Accept : RecoveryProcess.Refuse, actor.Role,
                new RecoveryFacts(DocumentsSeen: (await documents.ListAsync(connection, account, cancel))
                .All(document => document.MayBeOpened)));
            await RecoveryProcess.Column.MoveAsync(connection, step, [recovery.Id], cancel,
                "decided_by = @by, ready_at = CASE WHEN @accept THEN now() + make_interval(hours => @hours) END",
                new { by = actor.AccountId, accept, hours = settings.RecoveryDelayHours });
            var ready = await connection.ExecuteScalarAsync<DateTime?>(
                "SELECT ready_at FROM factor_recovery WHERE id = @Id", new { recovery.Id });
            await documents.RemoveAsync(connection, account, cancel);
            await AccountHistory.AddAsync(connection, "recovery-" + step.To, actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.RecoveriesDecide, AccessOperation.Change, account, step.To), cancel);
            await TellAsync(connection, address, ready is { } moment
                ? $"Votre identité a été contrôlée. À partir du {ParisTime.InWords(moment)}, connectez-vous avec votre mot de passe : vous pourrez mettre en place un nouveau second facteur."
                : "Votre demande de remplacer le second facteur de connexion n’a pas été acceptée.", note ?? "", accept
                    ? stop(recovery.Id) : "", cancel);
            return CheckOutcome.Done;
        }, cancel);

    /// <summary>Whether the link of an e-mail still stops something.</summary>
    public async Task<bool> IsOpenAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
            $"SELECT EXISTS (SELECT FROM factor_recovery r WHERE id = @id AND {Open})", new { id }, cancellationToken: cancel));
    }

    /// <summary>The owner of the address stops a request.</summary>
    /// <returns>False: it is not under way any more.</returns>
    public Task<bool> StopAsync(Guid id, CancellationToken cancel) => database.InTransactionAsync(async connection =>
        await connection.ExecuteScalarAsync<Guid?>("SELECT account_id FROM factor_recovery WHERE id = @id", new { id }) is { } account
        && await StopAsync(connection, account, id, Actor.Visitor, cancel), cancel);

    /// <summary>Stops what is under way for an account within the caller's transaction: its owner came in by another way.</summary>
    /// <param name="id">Only this request; null: whichever it is.</param>
    public async Task<bool> StopAsync(NpgsqlConnection connection, Guid account, Guid? id, Actor actor, CancellationToken cancel)
    {
        if (await OfAccountAsync(connection, account, lockRow: true) is not { } recovery || (id is { } only && recovery.Id != only))
            return false;
        await RecoveryProcess.Column.MoveAsync(
            connection, RecoveryProcess.Table.Take(recovery.State, RecoveryProcess.Stop, actor.Role, new RecoveryFacts()), [recovery.Id],
            cancel);
        await documents.RemoveAsync(connection, account, cancel);
        await AccountHistory.AddAsync(connection, "recovery-stopped", actor.AccountId, account);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, "recovery-stopped"), cancel);
        if (await connection.ExecuteScalarAsync<string?>("SELECT email FROM account WHERE id = @account", new { account }) is { } address)
            await SecurityNotice.SendAsync(
                connection, keys, address, "La demande de remplacer le second facteur de connexion est arrêtée", cancel);
        return true;
    }

    /// <summary>
    /// After the delay, by who gave the password: the lost factor, its recovery codes and the passkeys go, sessions end.
    /// Another factor is set up at once, as after a first password.
    /// </summary>
    /// <returns>False: nothing is under way.</returns>
    /// <exception cref="ProcessRefusedException">It is not accepted, or the delay still runs.</exception>
    public Task<bool> ReplaceAsync(Guid account, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await OfAccountAsync(connection, account, lockRow: true) is not { } recovery)
            return false;
        var actor = new Actor(account, Roles.Holder);
        var step = RecoveryProcess.Table.Take(
            recovery.State, RecoveryProcess.Replace, actor.Role, new RecoveryFacts(ReadyAt: recovery.ReadyAt),
            TimeProvider.System.GetUtcNow());
        await RecoveryProcess.Column.MoveAsync(connection, step, [recovery.Id], cancel);
        var address = await connection.ExecuteScalarAsync<string>("""
            DELETE FROM passkey WHERE account_id = @account;
            DELETE FROM recovery_code WHERE account_id = @account;
            UPDATE account SET totp_secret = NULL, totp_confirmed_at = NULL, failed_attempts = 0, locked_until = NULL WHERE id = @account RETURNING email
            """, new { account });
        await Sessions.EndOthersAsync(connection, account, except: null);
        await AccountHistory.AddAsync(connection, "recovery-done", account, account);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, "recovery-done"), cancel);
        await SecurityNotice.SendAsync(connection, keys, address!, "Votre second facteur de connexion, ses codes de secours et vos clés d’accès ne servent plus : un nouveau second facteur va être mis en place", cancel);
        return true;
    }, cancel);

    private static Task<FactorRecovery?> OfAccountAsync(NpgsqlConnection connection, Guid account, bool lockRow) =>
        connection.QuerySingleOrDefaultAsync<FactorRecovery>(
            $"{Select} WHERE r.account_id = @account AND {Open}{(lockRow ? " FOR UPDATE" : "")}", new { account });

    private Task TellAsync(NpgsqlConnection connection, string address, string what, string note, string stop, CancellationToken cancel) =>
        MailQueue.EnqueueAsync(
            connection, keys, new MailMessage(
            "factor-recovery", address, new Dictionary<string, string> { ["what"] = what, ["note"] = note, ["link"] = stop }), cancel);
}
