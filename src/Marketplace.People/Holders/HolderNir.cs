using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>What came of entering a NIR.</summary>
public enum NirOutcome
{
    Tied,
    /// <summary>It does not fit the identity: an operator looks at it.</summary>
    Mismatch,
    /// <summary>The identity is not verified yet.</summary>
    IdentityFirst,
    /// <summary>One is tied already, or waits for an operator.</summary>
    EnteredAlready,
}

/// <summary>
/// Ties an account to the NIR: entered once, compared with the verified identity and with the names on the holder's
/// document. The number itself is only ever in the vault.
/// </summary>
public sealed class HolderNir(NpgsqlDataSource database, IdentityVault vault, IdentityChecks checks)
{
    /// <summary>Kind of the vault entries.</summary>
    public const string Kind = "nir";

    /// <summary>Finding when another account has the number.</summary>
    public const string UsedElsewhere = "used-elsewhere";

    public Task<NirOutcome> TieAsync(
        Guid account, Nir nir, string cardBirthName, string cardGivenNames, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await HolderStore.FindAsync(
                connection, account, lockRow: true) is not { IdentityStatus: IdentityProcess.Verified, Identity: { } identity } holder)
                return NirOutcome.IdentityFirst;
            if (holder.NirStatus is "tied" or "mismatch")
                return NirOutcome.EnteredAlready;
            await LockNumberAsync(connection, nir, cancel);
            var taken = await vault.FindAsync(connection, Kind, nir.Value, cancel) is not null;
            IReadOnlyList<string> findings = taken
                ? [UsedElsewhere] : [.. NirCheck.Compare(nir, identity, cardBirthName, cardGivenNames).Select(finding => finding.Code)];
            var entry = taken ? (Guid?)null
                : await vault.StoreAsync(connection, Kind, System.Text.Encoding.ASCII.GetBytes(nir.Value), nir.Value, cancel);
            var status = findings.Count == 0 ? "tied" : "mismatch";
            await connection.ExecuteAsync("""
                UPDATE holder SET nir_status = @status, nir_entry = @entry, nir_findings = @findings, nir_at = now() WHERE account_id = @account
                """, new { account, status, entry, findings = findings.ToArray() });
            await AccountHistory.AddAsync(connection, "nir-" + status, actor.AccountId, account, detail: new { findings });
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.HolderNirTie, AccessOperation.Change, account, status), cancel);
            return findings.Count == 0 ? NirOutcome.Tied : NirOutcome.Mismatch;
        }, cancel);

    /// <summary>The operator decides about a number that does not fit.</summary>
    /// <param name="seen"><see cref="HolderRecord.NirVersion"/> of what the operator was shown.</param>
    public Task<CheckOutcome> DecideAsync(
        Guid account, string seen, bool accept, string? note, string site, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (!accept && string.IsNullOrWhiteSpace(note))
                return CheckOutcome.NoteMissing;
            if (await HolderStore.FindAsync(connection, account, lockRow: true) is not { } holder)
                return CheckOutcome.NotNow;
            if (holder.NirVersion != seen)
                return CheckOutcome.Stale;
            if (holder.NirStatus != "mismatch")
                return CheckOutcome.NotNow;
            if (accept && holder.NirFindings.Contains(UsedElsewhere))
                return CheckOutcome.Duplicate;
            var entry = await connection.ExecuteScalarAsync<Guid?>(
                "SELECT nir_entry FROM holder WHERE account_id = @account", new { account });
            var status = accept ? "tied" : "refused";
            await connection.ExecuteAsync("""
                UPDATE holder SET nir_status = @status, nir_entry = CASE WHEN @accept THEN nir_entry END, identity_note = @note, nir_at = now()
                WHERE account_id = @account
                """, new { account, status, accept, note });
            if (!accept && entry is { } refused)
                await vault.RemoveAsync(connection, refused, cancel);
            await AccountHistory.AddAsync(connection, "nir-" + status, actor.AccountId, account);
            await AccessLog.WriteAsync(
                connection, actor, new AccessEntry(Rights.IdentityChecksDecide, AccessOperation.Change, account, "nir-" + status), cancel);
            await checks.TellAsync(connection, holder,
                accept ? "Votre numéro de sécurité sociale est rattaché à votre compte."
                : "Votre numéro de sécurité sociale n’a pas pu être rattaché.", note, site, cancel);
            return CheckOutcome.Done;
        }, cancel);

    /// <summary>The account that a number is tied to, or that waits with it; null when there is none.</summary>
    public async Task<Guid?> FindHolderAsync(Nir nir, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await vault.FindAsync(connection, Kind, nir.Value, cancel) is { } entry
            ? await connection.ExecuteScalarAsync<Guid?>(
                new CommandDefinition("SELECT account_id FROM holder WHERE nir_entry = @entry", new { entry }, cancellationToken: cancel))
            : null;
    }

    /// <summary>Two accounts that enter one number at the same time take turns.</summary>
    private async Task LockNumberAsync(NpgsqlConnection connection, Nir nir, CancellationToken cancel)
    {
        var lookup = await vault.LookupAsync(connection, Kind, nir.Value, cancel);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended(encode(@lookup, 'hex'), 1))", new { lookup });
    }
}
