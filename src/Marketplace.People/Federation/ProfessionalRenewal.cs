using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Npgsql;

namespace Marketplace.People.Federation;

/// <summary>
/// A professional who was here before, as their provider knows them now. An address that it no longer vouches for is not
/// theirs any more: invitations sent there are for whoever has it next. One that another account holds stays with it.
/// </summary>
internal static class ProfessionalRenewal
{
    /// <summary>Takes over what the provider says, within the caller's transaction, which holds the address.</summary>
    public static async Task<ExternalAccount> RunAsync(
        NpgsqlConnection connection, Guid account, string address, string givenNames, string familyName, CancellationToken cancel)
    {
        var before = await connection.ExecuteScalarAsync<string?>(
            "SELECT email FROM account WHERE id = @account FOR UPDATE", new { account });
        var free = before == address || !await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM account WHERE kind = 'professional' AND email = @address AND id <> @account)",
            new { address, account });
        await connection.ExecuteAsync("""
            UPDATE account SET email = @address, given_names = @givenNames, family_name = @familyName
            WHERE id = @account AND (email, given_names, family_name) IS DISTINCT FROM (@address, @givenNames, @familyName)
            """, new { account, address = free ? address : null, givenNames, familyName });
        if (before != (free ? address : null))
        {
            await AccountHistory.AddAsync(connection, free ? "address-changed" : "address-ended", account, account);
            await AccessLog.WriteAsync(
                connection, new Actor(account, Roles.Professional),
                new AccessEntry(Rights.SignInUse, AccessOperation.Change, account, free ? "address" : "address-taken"), cancel);
        }
        return new ExternalAccount(account);
    }
}
