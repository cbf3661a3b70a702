using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Federation;

/// <param name="Account">Who signs in; null when refused.</param>
/// <param name="Refusal">A code for the access log and the page: <c>disabled</c>, <c>email-taken</c>.</param>
public sealed record ExternalAccount(Guid? Account, string? Refusal = null);

/// <summary>From what an identity provider says to one account.</summary>
public sealed class ExternalAccounts(NpgsqlDataSource database, IdentityVault vault, MasterKeys keys, FactorRecoveries recoveries)
{
    /// <summary>
    /// A holder through FranceConnect+. The provider's subject counts first; an unknown one with the pivot identity of an
    /// account whose identity was verified is that same person; any other is a new account.
    /// </summary>
    public Task<ExternalAccount> HolderAsync(
        string provider, string subject, PivotIdentity identity, string? email, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await LockAsync(connection, provider, subject);
            // Two first sign-ins of one person through two providers at the same time take turns.
            var pivot = await PivotLock.TakeAsync(connection, vault, identity, cancel);
            var known = await FindAsync(connection, provider, subject);
            var account = known?.Id
                ?? await connection.ExecuteScalarAsync<Guid?>("SELECT account_id FROM holder WHERE pivot_lookup = @pivot", new { pivot })
                ?? await NewAsync(connection, "holder", email, identity.GivenNames, identity.BirthName);
            if (await DisabledAsync(connection, account))
                return new ExternalAccount(null, "disabled");
            if (known is null)
            {
                await TakeOverAsync(connection, account, email, cancel);
                await LinkAsync(connection, provider, subject, account);
            }
            await connection.ExecuteAsync("""
                INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country,
                    pivot_lookup, identity_status, identity_source, identity_at)
                VALUES (@account, @BirthName, @GivenNames, @BirthDate, @sex, @BirthPlace, @BirthCountry, @pivot, @to, 'franceconnect', now())
                ON CONFLICT (account_id) DO UPDATE SET birth_name = excluded.birth_name, birth_given_names = excluded.birth_given_names,
                    birth_date = excluded.birth_date, sex = excluded.sex, birth_place = excluded.birth_place, birth_country = excluded.birth_country,
                    pivot_lookup = CASE WHEN EXISTS (SELECT FROM holder o WHERE o.pivot_lookup = excluded.pivot_lookup AND o.account_id <> @account)
                        THEN holder.pivot_lookup ELSE excluded.pivot_lookup END,
                    identity_status = @to, identity_source = 'franceconnect', identity_at = now()
                WHERE (holder.identity_status, holder.pivot_lookup) IS DISTINCT FROM (@to, excluded.pivot_lookup);
                UPDATE account SET email = coalesce(@email, email), given_names = @GivenNames, family_name = @BirthName
                WHERE id = @account AND NOT local
                """, new
            {
                account,
                identity.BirthName,
                identity.GivenNames,
                identity.BirthDate,
                sex = identity.Sex == Sex.Female ? "female" : "male",
                identity.BirthPlace,
                identity.BirthCountry,
                pivot,
                // From whatever state: the table has a row from each and from none.
                to = IdentityProcess.Table.Begin(IdentityProcess.Vouch, Roles.Holder, new IdentityFacts()).To,
                email = email?.ToLowerInvariant(),
            });
            if (known is null)
                await AccessLog.WriteAsync(
                    connection, new Actor(account, Roles.Holder),
                    new AccessEntry(Rights.HolderIdentitySubmit, AccessOperation.Change, account, provider), cancel);
            return new ExternalAccount(account);
        }, cancel);

    /// <summary>
    /// A professional through their organisation's provider. An unknown subject whose address belongs to an account that
    /// already signs in through this provider is refused: addresses are given again to other people.
    /// </summary>
    public Task<ExternalAccount> ProfessionalAsync(
        string provider, string subject, string email, string givenNames, string familyName, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await LockAsync(connection, provider, subject);
            var address = email.ToLowerInvariant();
            // Two subjects that come with one address at the same time take turns: the second finds it taken.
            await connection.ExecuteAsync(
                "SELECT pg_advisory_xact_lock(hashtextextended('professional' || chr(10) || @address, 0))", new { address });
            if (await FindAsync(connection, provider, subject) is { } known)
                return known.Disabled
                    ? new ExternalAccount(null, "disabled")
                    : await ProfessionalRenewal.RunAsync(connection, known.Id, address, givenNames, familyName, cancel);
            var taken = await connection.QuerySingleOrDefaultAsync<(Guid Id, bool Linked, bool Disabled)?>("""
                SELECT id, EXISTS (SELECT FROM external_login l WHERE l.account_id = a.id AND l.provider = @provider), disabled_at IS NOT NULL
                FROM account a WHERE kind = 'professional' AND email = @address
                """, new { provider, address });
            if (taken is { Linked: true })
                return new ExternalAccount(null, "email-taken");
            if (taken is { Disabled: true })
                return new ExternalAccount(null, "disabled");
            var account = taken?.Id ?? await NewAsync(connection, "professional", address, givenNames, familyName);
            await LinkAsync(connection, provider, subject, account);
            await AccessLog.WriteAsync(
                connection, new Actor(account, Roles.Professional),
                new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, provider), cancel);
            return new ExternalAccount(account);
        }, cancel);

    /// <summary>
    /// An account made from documents now belongs to the person the provider vouches for: whoever signed in there by
    /// password, code or passkey may have shown false papers. Those ways in end, and with them what they let others see or
    /// be told of: their address, consents and alerts. Both addresses are told.
    /// </summary>
    private async Task TakeOverAsync(NpgsqlConnection connection, Guid account, string? email, CancellationToken cancel)
    {
        if (await connection.ExecuteScalarAsync<string?>(
            "SELECT email FROM account WHERE id = @account AND local FOR UPDATE", new { account }) is not { } before)
            return;
        await connection.ExecuteAsync("""
            UPDATE account SET local = false, password_hash = NULL, totp_secret = NULL, totp_confirmed_at = NULL, failed_attempts = 0, locked_until = NULL,
                email = @email WHERE id = @account;
            UPDATE saved_search SET alert = false WHERE account_id = @account AND alert;
            DELETE FROM passkey WHERE account_id = @account;
            DELETE FROM recovery_code WHERE account_id = @account;
            UPDATE one_time_link SET used_at = now() WHERE account_id = @account AND used_at IS NULL
            """, new { account, email = email?.ToLowerInvariant() });
        await Sessions.EndOthersAsync(connection, account, except: null);
        await recoveries.StopAsync(connection, account, null, new Actor(account, Roles.Holder), cancel);
        await Consents.RevokeAllAsync(connection, account, new Actor(account, Roles.Holder), cancel);
        await AccountHistory.AddAsync(connection, "local-sign-in-ended", account, account);
        foreach (var address in new[] { before, email?.ToLowerInvariant() }.OfType<string>().Distinct())
            await SecurityNotice.SendAsync(connection, keys, address, "Votre compte est maintenant ouvert par FranceConnect+ ; le mot de passe ne sert plus, les accords donnés et les alertes sont arrêtés", cancel);
    }

    private static Task LockAsync(NpgsqlConnection connection, string provider, string subject) =>
        connection.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended(@provider || chr(10) || @subject, 0))", new { provider, subject });

    private static Task<(Guid Id, bool Disabled)?> FindAsync(NpgsqlConnection connection, string provider, string subject) =>
        connection.QuerySingleOrDefaultAsync<(Guid, bool)?>("""
            SELECT a.id, a.disabled_at IS NOT NULL FROM external_login l JOIN account a ON a.id = l.account_id
            WHERE l.provider = @provider AND l.subject = @subject
            """, new { provider, subject });

    private static async Task<bool> DisabledAsync(NpgsqlConnection connection, Guid account) =>
        await connection.ExecuteScalarAsync<bool>("SELECT disabled_at IS NOT NULL FROM account WHERE id = @account", new { account });

    private static async Task<Guid> NewAsync(NpgsqlConnection connection, string kind, string? email, string givenNames, string familyName)
    {
        var id = await connection.ExecuteScalarAsync<Guid>("""
            INSERT INTO account (kind, email, given_names, family_name, activated_at)
            VALUES (@kind, @email, @givenNames, @familyName, now()) RETURNING id
            """, new { kind, email = email?.ToLowerInvariant(), givenNames, familyName });
        await AccountHistory.AddAsync(connection, "created", id, id);
        return id;
    }

    private static async Task LinkAsync(NpgsqlConnection connection, string provider, string subject, Guid account)
    {
        await connection.ExecuteAsync("INSERT INTO external_login (provider, subject, account_id) VALUES (@provider, @subject, @account)",
            new { provider, subject, account });
        await AccountHistory.AddAsync(connection, "sign-in-linked", account, account, detail: new { provider });
    }
}
