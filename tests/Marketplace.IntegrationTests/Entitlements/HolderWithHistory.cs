using System.Security.Cryptography;
using Dapper;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>A holder whose annual rights were credited 1 €, then 2 €, then 3 € and so on.</summary>
public sealed record HolderWithHistory(Guid Account, long Holder, PersonBrowser Browser)
{
    public static async Task<HolderWithHistory> CreateAsync(MarketplaceApplication application, string email, int lines)
    {
        var (account, holder) = await application.Services.GetRequiredService<NpgsqlDataSource>().InTransactionAsync(async connection =>
        {
            var account = await connection.ExecuteScalarAsync<Guid>("""
                INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('holder', @email, 'Camille', 'EXEMPLE', now()) RETURNING id
                """, new { email });
            await connection.ExecuteAsync("INSERT INTO holder (account_id) VALUES (@account)", new { account });
            var holder = await LedgerAccounts.HolderAsync(connection, RandomNumberGenerator.GetBytes(32));
            await connection.ExecuteAsync("UPDATE ledger_holder SET account_id = @account WHERE id = @holder", new { account, holder });
            var day = new DateOnly(2026, 4, 1);
            var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(day));
            var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences);
            var bucket = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Annual));
            for (var line = 1; line <= lines; line++)
                await LedgerPosting.PostAsync(
                    connection, new LedgerEvent($"test/{holder}/{line}", holder, day, rules),
                    [new Transfer(Natures.Credit, funder, bucket, line * 100, "test")]);
            return (account, holder);
        });
        return new HolderWithHistory(account, holder, await PersonBrowser.SignInAsync(application, account));
    }
}
