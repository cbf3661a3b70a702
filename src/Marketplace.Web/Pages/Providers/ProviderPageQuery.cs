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
            "SELECT siret, name, nda, qualiopi, address, postcode, city FROM provider WHERE siret = @siret", new { siret },
            cancellationToken: cancel));
    }
}

/// <summary>A row of <c>provider</c>, filled by Dapper.</summary>
public sealed class ProviderRecord
{
    public string Siret { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>Activity declaration number.</summary>
    public string? Nda { get; init; }
    /// <summary>Certified kinds: training, skills-review, vae, apprenticeship.</summary>
    public string[] Qualiopi { get; init; } = [];
    public string? Address { get; init; }
    public string? Postcode { get; init; }
    public string? City { get; init; }
}
