using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts.Local;
using Npgsql;

namespace Marketplace.People.Holders;

/// <summary>An account for who cannot use FranceConnect+, with the empty record of its holder.</summary>
public sealed class HolderSignUp(LocalAccounts accounts)
{
    /// <summary>Sends the link that activates it; what the asker is told never depends on whether the address has one.</summary>
    /// <param name="site">Address of the site, without a slash at its end.</param>
    public Task SignUpAsync(string email, string site, CancellationToken cancel) => accounts.SignUpAsync(email, site, OpenAsync, cancel);

    private static Task OpenAsync(NpgsqlConnection connection, Guid account) => connection.ExecuteAsync(
        "INSERT INTO holder (account_id, identity_status) VALUES (@account, @to) ON CONFLICT DO NOTHING",
        new { account, to = IdentityProcess.Table.Begin(IdentityProcess.Open, Actor.Visitor.Role, new IdentityFacts()).To });
}
