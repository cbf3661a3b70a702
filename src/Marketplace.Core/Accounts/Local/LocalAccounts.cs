using Dapper;
using Marketplace.Core.Access;
using Marketplace.Core.Audit;
using Marketplace.Core.Data;
using Marketplace.Core.Mail;
using Marketplace.Core.Time;
using Marketplace.Core.Vault;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Marketplace.Core.Accounts.Local;

/// <summary>
/// Accounts that sign in here, from the first e-mail to a chosen password. What the asker is told never depends on
/// whether the address has an account: only the e-mail does.
/// </summary>
public sealed class LocalAccounts(NpgsqlDataSource database, MasterKeys keys, IPasswordHasher<LocalAccount> hasher, AttemptSettings settings)
{
    private static readonly TimeSpan ActivationLasts = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetLasts = TimeSpan.FromHours(1);

    /// <summary>A holder asks for an account without FranceConnect+.</summary>
    /// <param name="site">Address of the site, without a slash at its end.</param>
    public Task SignUpAsync(string email, string site, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var address = email.ToLowerInvariant();
        var account = await connection.QuerySingleAsync<(Guid Id, bool Active)>("""
            INSERT INTO account (kind, email, local) VALUES ('holder', @address, true)
            ON CONFLICT (email) WHERE kind = 'holder' AND local DO UPDATE SET email = excluded.email
            RETURNING id, activated_at IS NOT NULL
            """, new { address });
        if (account.Active)
        {
            await MailQueue.EnqueueAsync(connection, keys, new MailMessage("already-registered", address,
                new Dictionary<string, string> { ["link"] = $"{site}/connexion/compte" }), cancel);
            return;
        }
        await connection.ExecuteAsync("INSERT INTO holder (account_id) VALUES (@Id) ON CONFLICT DO NOTHING", new { account.Id });
        await AccessLog.WriteAsync(connection, Actor.Visitor, new AccessEntry("sign-in.use", AccessOperation.Change, account.Id, "sign-up"), cancel);
        await SendLinkAsync(connection, account.Id, address, LinkPurpose.Activate, "activation", site, cancel);
    }, cancel);

    /// <summary>Somebody forgot their password.</summary>
    /// <param name="kind">holder or operator.</param>
    public Task ForgotAsync(string kind, string email, string site, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var address = email.ToLowerInvariant();
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(
            "SELECT id FROM account WHERE kind = @kind AND email = @address AND local AND activated_at IS NOT NULL AND disabled_at IS NULL",
            new { kind, address }) is not { } account)
            return;
        await AccessLog.WriteAsync(connection, Actor.Visitor, new AccessEntry("sign-in.use", AccessOperation.Change, account, "reset-asked"), cancel);
        await SendLinkAsync(connection, account, address, LinkPurpose.Reset, "reset", site, cancel);
    }, cancel);

    /// <summary>The account that a link leads to, without using the link up.</summary>
    public async Task<LinkTarget?> LookAsync(string token, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await OneTimeLinks.FindAsync(connection, token, take: false);
    }

    /// <summary>Sets the password that the bearer of a link chose: ends the account's sessions and its lock.</summary>
    /// <returns>The account, or null when the link does not serve any more.</returns>
    public Task<LinkTarget?> SetPasswordAsync(string token, string password, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await OneTimeLinks.FindAsync(connection, token, take: true) is not { } target)
            return null;
        await connection.ExecuteAsync("""
            UPDATE account SET password_hash = @hash, activated_at = coalesce(activated_at, now()), failed_attempts = 0, locked_until = NULL
            WHERE id = @AccountId
            """, new { hash = hasher.HashPassword(LocalAccount.Nobody, password), target.AccountId });
        await Sessions.EndOthersAsync(connection, target.AccountId, except: null);
        var actor = new Actor(target.AccountId, target.Kind == "holder" ? Roles.Holder : Roles.SignedIn);
        var what = target.Purpose == LinkPurpose.Activate ? "activated" : "password-reset";
        await AccountHistory.AddAsync(connection, what, target.AccountId, target.AccountId);
        await AccessLog.WriteAsync(connection, actor, new AccessEntry("sign-in.use", AccessOperation.Change, target.AccountId, what), cancel);
        if (target.Purpose == LinkPurpose.Reset)
            await SecurityNotice.SendAsync(connection, keys, target.Email, "Votre mot de passe a été remplacé", cancel);
        return target;
    }, cancel);

    /// <summary>Replaces the password of somebody who is signed in and knows the one before: other sessions, links and sign-ins under way end.</summary>
    /// <param name="checkedHash">Of the current password, as it was just checked: another change meanwhile wins.</param>
    /// <returns>False: the password is another one since.</returns>
    public Task<bool> ChangePasswordAsync(LocalAccount account, string checkedHash, string password, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteAsync("""
            UPDATE account SET password_hash = @hash, failed_attempts = 0, locked_until = NULL WHERE id = @Id AND password_hash = @checkedHash
            """, new { hash = hasher.HashPassword(LocalAccount.Nobody, password), account.Id, checkedHash }) == 0)
            return false;
        await connection.ExecuteAsync("UPDATE one_time_link SET used_at = now() WHERE account_id = @Id AND used_at IS NULL", new { account.Id });
        await Sessions.EndOthersAsync(connection, account.Id, actor.SessionId);
        await AccountHistory.AddAsync(connection, "password-changed", actor.AccountId, account.Id);
        await AccessLog.WriteAsync(connection, actor, new AccessEntry("account.security", AccessOperation.Change, account.Id, "password"), cancel);
        await SecurityNotice.SendAsync(connection, keys, account.Email, "Votre mot de passe a été changé depuis votre compte", cancel);
        return true;
    }, cancel);

    private async Task SendLinkAsync(NpgsqlConnection connection, Guid account, string address, LinkPurpose purpose, string template, string site, CancellationToken cancel)
    {
        var lasts = purpose == LinkPurpose.Activate ? ActivationLasts : ResetLasts;
        if (await OneTimeLinks.IsRecentAsync(connection, account, lasts, TimeSpan.FromMinutes(settings.LinkPauseMinutes)))
            return;
        var token = await OneTimeLinks.MakeAsync(connection, account, purpose, lasts);
        await MailQueue.EnqueueAsync(connection, keys, new MailMessage(template, address, new Dictionary<string, string>
        {
            ["link"] = LinkAddress(site, token),
            ["expires"] = ParisTime.InWords(DateTimeOffset.UtcNow + lasts),
        }), cancel);
    }

    /// <summary>The address of the page that a link's token opens.</summary>
    public static string LinkAddress(string site, string token) => $"{site}/connexion/activer/{token}";
}
