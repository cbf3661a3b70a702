using Dapper;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>Gathers what rules compare an offer with.</summary>
public sealed class ContentFactsReader(NpgsqlDataSource database, ReferenceDataStore reference, TimeProvider clock)
{
    /// <summary>Of an offer of a provider towards a certification.</summary>
    public async Task<ContentFacts> ReadAsync(string siret, string certification, CancellationToken cancel)
    {
        var known = reference.Current.Certifications;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var qualiopi = await connection.QuerySingleOrDefaultAsync<string[]?>(new CommandDefinition(
            "SELECT qualiopi FROM provider WHERE siret = @siret AND NOT placeholder", new { siret }, cancellationToken: cancel));
        return new(known.ByCode(certification), [.. known.Blocks(certification)], qualiopi, clock.Today());
    }
}
