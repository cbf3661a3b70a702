using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>What came of a step.</summary>
public enum CheckOutcome
{
    Done,
    /// <summary>Not possible in the state it is in.</summary>
    NotNow,
    /// <summary>Another account already has this number.</summary>
    Duplicate,
    /// <summary>It changed since it was shown to who decides.</summary>
    Stale,
    /// <summary>The holder would not be told why it is refused.</summary>
    NoteMissing,
}

/// <summary>Identities declared by holders who cannot use FranceConnect+, checked by an operator from documents.</summary>
public sealed class IdentityChecks(NpgsqlDataSource database, IdentityVault vault, IdentityDocuments documents, MasterKeys keys)
{
    /// <summary>The holder declares an identity and gives the documents that prove it.</summary>
    /// <exception cref="ProcessRefusedException">It waits for an operator, or is verified.</exception>
    public Task<CheckOutcome> SubmitAsync(
        Guid account, PivotIdentity identity, IReadOnlyList<IdentityDocument> proofs, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            IdentityDocument.Check(proofs);
            if (await HolderStore.FindAsync(connection, account, lockRow: true) is not { } holder)
                return CheckOutcome.NotNow;
            var step = IdentityProcess.Table.Take(holder.IdentityStatus, IdentityProcess.Submit, actor.Role, new IdentityFacts());
            await IdentityProcess.Column.MoveAsync(connection, step, [account], cancel, """
                birth_name = @BirthName, birth_given_names = @GivenNames, birth_date = @BirthDate, sex = @sex,
                birth_place = @BirthPlace, birth_country = @BirthCountry, identity_source = 'documents', identity_note = NULL
                """, new
            {
                identity.BirthName,
                identity.GivenNames,
                identity.BirthDate,
                sex = identity.Sex == Sex.Female ? "female" : "male",
                identity.BirthPlace,
                identity.BirthCountry,
            });
            await connection.ExecuteAsync(
                "UPDATE account SET given_names = @GivenNames, family_name = @BirthName WHERE id = @account",
                new { account, identity.GivenNames, identity.BirthName });
            await documents.ReplaceAsync(connection, account, proofs, cancel);
            await AccountHistory.AddAsync(connection, "identity-submitted", actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.HolderIdentitySubmit, AccessOperation.Change, account), cancel);
            return CheckOutcome.Done;
        }, cancel);

    /// <summary>The operator decides. The documents are removed; the holder is told by e-mail.</summary>
    /// <param name="seen"><see cref="HolderRecord.IdentityVersion"/> of what the operator was shown.</param>
    /// <param name="note">What to tell the holder; needed when refused.</param>
    /// <exception cref="ProcessRefusedException">It does not wait, another account has it, or a document could not be looked
    /// at.</exception>
    public Task<CheckOutcome> DecideAsync(
        Guid account, string seen, bool verify, string? note, string site, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (!verify && string.IsNullOrWhiteSpace(note))
                return CheckOutcome.NoteMissing;
            // The identity is locked before the row, as at a sign-in with FranceConnect+: two accounts with one identity take turns.
            var declared = await HolderStore.FindAsync(connection, account, lockRow: false);
            var pivot = verify && declared?.Identity is { } identity
                ? await PivotLock.TakeAsync(connection, vault, identity, cancel) : null;
            if (await HolderStore.FindAsync(connection, account, lockRow: true) is not { } holder)
                return CheckOutcome.NotNow;
            if (holder.IdentityVersion != seen || holder.Identity != declared?.Identity)
                return CheckOutcome.Stale;
            var isTaken = pivot is not null && await connection.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM holder WHERE pivot_lookup = @pivot AND account_id <> @account)", new { pivot, account });
            var step = IdentityProcess.Table.Take(
                holder.IdentityStatus, verify ? IdentityProcess.Verify : IdentityProcess.Refuse, actor.Role,
                new IdentityFacts(IsUnique: !isTaken,
                DocumentsSeen: (await documents.ListAsync(connection, account, cancel)).All(document => document.MayBeOpened)));
            await IdentityProcess.Column.MoveAsync(
                connection, step, [account], cancel, "identity_note = @note, pivot_lookup = @pivot", new { note, pivot });
            await documents.RemoveAsync(connection, account, cancel);
            await AccountHistory.AddAsync(connection, "identity-" + step.To, actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.IdentityChecksDecide, AccessOperation.Change, account, step.To), cancel);
            await TellAsync(connection, holder, verify ? "Votre identité est vérifiée." : "Votre identité n’a pas pu être vérifiée.", note,
                site, cancel);
            return CheckOutcome.Done;
        }, cancel);

    internal Task TellAsync(
        NpgsqlConnection connection, HolderRecord holder, string decision, string? note, string site, CancellationToken cancel) =>
        holder.Email is not { } address ? Task.CompletedTask
            : MailQueue.EnqueueAsync(connection, keys, new MailMessage("identity-decision", address, new Dictionary<string, string>
            {
                ["decision"] = decision,
                ["note"] = note ?? "",
                ["link"] = site + MailedAddresses.Account,
            }), cancel);
}
