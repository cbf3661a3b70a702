using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.People.Recovery;
using Marketplace.Platform.Data;
using Marketplace.Web.Access;
using Npgsql;

namespace Marketplace.Web.SignIn;

/// <summary>The one way into and out of a session, whatever the factors were.</summary>
public sealed class SignInFlow(NpgsqlDataSource database, Sessions sessions, FactorRecoveries recoveries, SessionCookie cookie)
{
    /// <summary>Starts a session with a new token and ends the one the browser came with.</summary>
    /// <param name="method">franceconnect, proconnect, password+totp, passkey or development.</param>
    /// <returns>Where such an account begins.</returns>
    public async Task<string> CompleteAsync(HttpContext context, Guid account, string method, string? logoutHint = null)
    {
        // Read here: answers of identity providers come before any route, where nobody's session is read.
        var before = await sessions.FindAsync(cookie.Read(context), context.RequestAborted);
        var (kind, token) = await database.InTransactionAsync(async connection =>
        {
            if (before is not null)
                await sessions.EndAsync(connection, before.SessionId);
            var kind = await connection.ExecuteScalarAsync<string>(
                "SELECT kind FROM account WHERE id = @account AND disabled_at IS NULL", new { account })
                ?? throw new InvalidOperationException("A closed account cannot sign in.");
            // Whoever signs in with the factors that were said to be lost has them.
            await recoveries.StopAsync(connection, account, null, new Actor(account, Roles.SignedIn), context.RequestAborted);
            var (session, token) = await sessions.StartAsync(
                connection, account, method, DeviceName.Of(context.Request.Headers.UserAgent), logoutHint);
            var role = kind is "holder" ? Roles.Holder : kind is "professional" ? Roles.Professional : Roles.SignedIn;
            await AccessLog.WriteAsync(
                connection, new Actor(account, role, SessionId: session),
                new AccessEntry(Rights.SignInUse, AccessOperation.SignIn, account, method));
            return (kind, token);
        }, context.RequestAborted);
        cookie.Write(context, token);
        return Home(kind);
    }

    /// <summary>Ends the session.</summary>
    /// <returns>Its method and what the identity provider wants to hear.</returns>
    public async Task<(string? Method, string? Hint)> EndAsync(HttpContext context)
    {
        cookie.Remove(context);
        if (context.Person() is not { } person)
            return (null, null);
        var hint = await database.InTransactionAsync(async connection =>
        {
            await AccessLog.WriteAsync(
                connection, context.Actor(), new AccessEntry(Rights.SessionEnd, AccessOperation.SignOut, person.AccountId));
            return await sessions.EndAsync(connection, person.SessionId);
        }, context.RequestAborted);
        return (person.Method, hint);
    }

    /// <summary>The first page of a kind of account.</summary>
    public static string Home(string kind) => kind switch
    {
        "operator" => OperationsAddresses.Home,
        "professional" => OrganisationAddresses.Space,
        _ => AccountAddresses.Account,
    };
}
