using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.People.Accounts.Local;

/// <summary>
/// Accounts that sign in here, from the first e-mail to a chosen password. What the asker is told never depends on
/// whether the address has an account: only the e-mail does.
/// </summary>
public sealed class LocalAccounts(
    NpgsqlDataSource database, MasterKeys keys, IPasswordHasher<LocalAccount> hasher, AttemptSettings settings)
{
    private static readonly TimeSpan ActivationLasts = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);

    /// <summary>A holder asks for an account without FranceConnect+.</summary>
    /// <param name="site">Address of the site, without a slash at its end.</param>
    /// <param name="open">Makes the record of the new account, in the same transaction.</param>
    internal Task SignUpAsync(string email, string site, Func<NpgsqlConnection, Guid, Task> open, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var address = email.ToLowerInvariant();
        // First of all: within the pause nothing changes, so that nothing is to be written about it either.
        if (!await MailPause.TakeAsync(connection, address, settings.MailPause))
            return;
        var account = await connection.QuerySingleAsync<(Guid Id, bool Active, bool Closed)>("""
            INSERT INTO account (kind, email, local) VALUES ('holder', @address, true)
            ON CONFLICT (email) WHERE kind = 'holder' AND local DO UPDATE SET email = excluded.email
            RETURNING id, activated_at IS NOT NULL, disabled_at IS NOT NULL
            """, new { address });
        if (account.Active)
        {
            await RemindAsync(connection, account.Id, account.Closed, address, site, cancel);
            return;
        }
        await open(connection, account.Id);
        await LogAsync(connection, account.Id, "sign-up", cancel);
        var link = await LinkAsync(connection, account.Id, LinkPurpose.Activate, ActivationLasts, site);
        await SendAsync(connection, "activation", address, ActivationLasts, [("link", link)], cancel);
    }, cancel);

    /// <summary>Somebody forgot their password.</summary>
    /// <param name="kind">holder or operator.</param>
    public Task ForgotAsync(string kind, string email, string site, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var address = email.ToLowerInvariant();
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(
            "SELECT id FROM account WHERE kind = @kind AND email = @address AND local AND activated_at IS NOT NULL AND disabled_at IS NULL",
            new { kind, address }) is not { } account || !await MailPause.TakeAsync(connection, address, settings.MailPause))
            return;
        await LogAsync(connection, account, "reset-asked", cancel);
        var link = await LinkAsync(connection, account, LinkPurpose.Reset, ResetLasts, site);
        await SendAsync(connection, "reset", address, ResetLasts, [("link", link)], cancel);
    }, cancel);

    /// <summary>The account that a link leads to, without using the link up.</summary>
    public async Task<LinkTarget?> LookAsync(string token, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await OneTimeLinks.FindAsync(connection, token, take: false);
    }

    /// <summary>Sets the password that the bearer of a link chose: ends the account's sessions and its lock.</summary>
    /// <returns>The account, or null when the link does not serve any more.</returns>
    public Task<LinkTarget?> SetPasswordAsync(string token, string password, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await OneTimeLinks.FindAsync(connection, token, take: true) is not { } target)
            return null;
        await connection.ExecuteAsync("""
            UPDATE account SET password_hash = @hash, activated_at = coalesce(activated_at, now()), failed_attempts = 0, locked_until = NULL
            WHERE id = @AccountId
            """, new { hash = hasher.HashPassword(LocalAccount.Nobody, password), target.AccountId });
        await MailPause.EndAsync(connection, target.Email);
        await Sessions.EndOthersAsync(connection, target.AccountId, except: null);
        var actor = new Actor(target.AccountId, target.Kind == "holder" ? Roles.Holder : Roles.SignedIn);
        var what = target.Purpose == LinkPurpose.Activate ? "activated" : "password-reset";
        await AccountHistory.AddAsync(connection, what, target.AccountId, target.AccountId);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.SignInUse, AccessOperation.Change, target.AccountId, what), cancel);
        if (target.Purpose == LinkPurpose.Reset)
            await SecurityNotice.SendAsync(connection, keys, target.Email, "Votre mot de passe a été remplacé", cancel);
        return target;
    }, cancel);

    /// <summary>
    /// Replaces the password of somebody who is signed in and knows the one before: other sessions, links and sign-ins under way end.
    /// </summary>
    /// <param name="checkedHash">Of the current password, as it was just checked: another change meanwhile wins.</param>
    /// <returns>False: the password is another one since.</returns>
    public Task<bool> ChangePasswordAsync(
        LocalAccount account, string checkedHash, string password, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync("""
            UPDATE account SET password_hash = @hash, failed_attempts = 0, locked_until = NULL WHERE id = @Id AND password_hash = @checkedHash
            """, new { hash = hasher.HashPassword(LocalAccount.Nobody, password), account.Id, checkedHash }) == 0)
            return false;
        await connection.ExecuteAsync(
            "UPDATE one_time_link SET used_at = now() WHERE account_id = @Id AND used_at IS NULL", new { account.Id });
        await Sessions.EndOthersAsync(connection, account.Id, actor.SessionId);
        await AccountHistory.AddAsync(connection, "password-changed", actor.AccountId, account.Id);
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.AccountSecurity, AccessOperation.Change, account.Id, "password"), cancel);
        await SecurityNotice.SendAsync(connection, keys, account.Email, "Votre mot de passe a été changé depuis votre compte", cancel);
        return true;
    }, cancel);

    /// <summary>
    /// Tells that the address has an account, with a link for who forgot the password: whoever signs the address up again
    /// and again takes its mailbox' turn, and must not keep its owner out.
    /// </summary>
    private async Task RemindAsync(
        NpgsqlConnection connection, Guid account, bool closed, string address, string site, CancellationToken cancel)
    {
        var reset = "";
        if (!closed)
        {
            await LogAsync(connection, account, "reset-asked", cancel);
            reset = await LinkAsync(connection, account, LinkPurpose.Reset, ResetLasts, site);
        }
        await SendAsync(connection, "already-registered", address, ResetLasts, [("link", site + MailedAddresses.SignIn), ("reset", reset)],
            cancel);
    }

    private static Task LogAsync(NpgsqlConnection connection, Guid account, string what, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, Actor.Visitor, new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, what), cancel);

    private static async Task<string> LinkAsync(
        NpgsqlConnection connection, Guid account, LinkPurpose purpose, TimeSpan lasts, string site) =>
        LinkAddress(site, await OneTimeLinks.MakeAsync(connection, account, purpose, lasts));

    private Task SendAsync(
        NpgsqlConnection connection, string template, string address, TimeSpan lasts, (string Name, string Value)[] links,
        CancellationToken cancel) =>
        MailQueue.EnqueueAsync(connection, keys, new MailMessage(template, address,
            links.Append(("expires", ParisTime.InWords(DateTimeOffset.UtcNow + lasts)))
            .ToDictionary(value => value.Item1, value => value.Item2)), cancel);

    /// <summary>The address of the page that a link's token opens.</summary>
    public static string LinkAddress(string site, string token) => site + MailedAddresses.Activation + token;
}
