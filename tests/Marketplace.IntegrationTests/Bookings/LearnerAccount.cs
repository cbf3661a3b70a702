using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Npgsql;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>A holder whose identity is verified, whose number is tied, and who has annual rights.</summary>
internal static class LearnerAccount
{
    /// <returns>The account.</returns>
    public static async Task<Guid> CreateAsync(NpgsqlConnection connection, string email, long rights, DateOnly today)
    {
        var account = await connection.ExecuteScalarAsync<Guid>("""
            INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('holder', @email, 'Camille', 'EXEMPLE', now()) RETURNING id
            """, new { email });
        await connection.ExecuteAsync("""
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_source, nir_status)
            VALUES (@account, 'EXEMPLE', 'Camille', '1985-02-26', 'female', '69123', '99100', 'verified', 'franceconnect', 'tied')
            """, new { account });
        var holder = await LedgerAccounts.HolderAsync(connection, [.. account.ToByteArray(), .. new byte[16]]);
        await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
        var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual));
        var fund = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences);
        await LedgerPosting.PostAsync(connection,
            new LedgerEvent($"test/{holder}", holder, today, await RuleSets.FreezeAsync(connection, RuleBook.Current.On(today))),
            [new Transfer(Natures.Credit, fund, bucket, rights, "test")]);
        return account;
    }
}
