using Dapper;
using Npgsql;

namespace Marketplace.Web.Pages.Providers;

/// <summary>Reads a provider from the write side.</summary>
public sealed class ProviderPageQuery(NpgsqlDataSource database)
{
    /// <summary>Null when no such provider is known.</summary>
    public async Task<ProviderRecord?> FindAsync(string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<ProviderRecord>(new CommandDefinition(
            "SELECT siret, name, nda, qualiopi, address, postcode, city FROM provider WHERE siret = @siret", new { siret }, cancellationToken: cancel));
    }
}

/// <param name="Nda">Activity declaration number.</param>
/// <param name="Qualiopi">Certified kinds: training, skills-review, vae, apprenticeship.</param>
public sealed record ProviderRecord(string Siret, string Name, string? Nda, string[] Qualiopi, string? Address, string? Postcode, string? City);
