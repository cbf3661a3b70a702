using System.Text.Json;
using Dapper;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.BankDetails;

/// <summary>Reads where providers are paid to.</summary>
public sealed class ProviderBankDetails(NpgsqlDataSource database, IdentityVault vault)
{
    private const int Shown = 50;

    /// <summary>The account that a SIRET is paid to at this moment; null: none counts yet.</summary>
    public async Task<BankAccount?> CurrentAsync(string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await CurrentAsync(connection, siret, cancel);
    }

    /// <summary>The same in the caller's transaction, such as the one that sends a payment.</summary>
    public async Task<BankAccount?> CurrentAsync(NpgsqlConnection connection, string siret, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT entry FROM bank_details WHERE siret = @siret AND state = 'effective'", new { siret }, cancellationToken: cancel))
            is { } entry ? JsonSerializer.Deserialize<BankAccount>(await vault.OpenAsync(connection, entry, cancel)) : null;

    /// <summary>All details of these SIRET, those that count or wait first, then the newest.</summary>
    public async Task<IReadOnlyList<BankDetailsView>> ListAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            SELECT b.id, b.siret, b.state, b.country, b.ending, b.asked_by AS AskedById,
                trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) AS AskedBy, b.asked_at AS AskedAt,
                b.takes_effect_at AS TakesEffectAt, trim(coalesce(c.given_names, '') || ' ' || coalesce(c.family_name, '')) AS ConfirmedBy,
                b.effective_at AS EffectiveAt, b.changed_at AS ChangedAt
            FROM bank_details b JOIN account a ON a.id = b.asked_by LEFT JOIN account c ON c.id = b.confirmed_by
            WHERE b.siret = ANY (@sirets) ORDER BY b.siret, b.state NOT IN ('waiting', 'effective'), b.asked_at DESC LIMIT @Shown
            """, new { sirets = sirets.ToArray(), Shown }, cancellationToken: cancel));
        return [.. rows.Select(r => new BankDetailsView(
            r.Id, r.Siret, r.State, Iban.Masked(r.Country, r.Ending), r.AskedById, r.AskedBy, r.AskedAt, r.TakesEffectAt,
            r.ConfirmedBy is { Length: > 0 } second ? second : null, r.EffectiveAt, r.ChangedAt))];
    }

    private sealed record Row(
        Guid Id, string Siret, string State, string Country, string Ending, Guid AskedById, string AskedBy, DateTime AskedAt,
        DateTime TakesEffectAt, string? ConfirmedBy, DateTime? EffectiveAt, DateTime ChangedAt);
}
