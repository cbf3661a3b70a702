using System.Text.Json;
using Dapper;
using Marketplace.Payments.BankDetails;
using Marketplace.Payments.BankFiles;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>Where many establishments are paid, at once: one look for a whole batch, and account numbers opened only to be sent.</summary>
public sealed class PayeeBook(IdentityVault vault)
{
    /// <summary>Establishments whose bank details count now, each with their version; others cannot be paid.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> VersionsAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        (await RowsAsync(connection, sirets, cancel)).ToDictionary(row => row.Siret, row => row.Id.ToString("N"));

    /// <summary>Their accounts, for the bank.</summary>
    public async Task<IReadOnlyDictionary<string, Payee>> OpenAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        var payees = new Dictionary<string, Payee>();
        foreach (var (siret, id, entry) in await RowsAsync(connection, sirets, cancel))
        {
            var account = JsonSerializer.Deserialize<BankAccount>(await vault.OpenAsync(connection, entry, cancel))!;
            payees[siret] = new Payee(siret, account.Name, account.Iban, account.Bic, id.ToString("N"));
        }
        return payees;
    }

    private static async Task<IReadOnlyList<(string Siret, Guid Id, Guid Entry)>> RowsAsync(
        NpgsqlConnection connection, IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        [.. await connection.QueryAsync<(string, Guid, Guid)>(new CommandDefinition(
            "SELECT siret, id, entry FROM bank_details WHERE state = 'effective' AND siret = ANY (@sirets)",
            new { sirets = sirets.ToArray() }, commandTimeout: 0, cancellationToken: cancel))];
}
