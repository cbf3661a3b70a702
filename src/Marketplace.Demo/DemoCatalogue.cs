using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Providers;
using Marketplace.Catalogue.Reference;
using Npgsql;

namespace Marketplace.Demo;

/// <summary>Writes the demo catalogue by the same path as a provider's file.</summary>
public static class DemoCatalogue
{
    public const int DefaultActions = 3000;
    public const int DefaultSeed = 1;

    private const int ProvidersAtOnce = 100;

    /// <summary>
    /// On the first start: the default catalogue, unless somebody already brought offers of their own. A start that was
    /// interrupted half-way is taken up again.
    /// </summary>
    /// <returns>How many actions were made; 0 when there was nothing to do.</returns>
    public static async Task<int> EnsureAsync(
        NpgsqlDataSource database, ReferenceData reference, DateOnly today, IProgress<int>? progress = null,
        CancellationToken cancel = default)
    {
        const string marker = "demo";
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            var done = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
                SELECT EXISTS (SELECT FROM seed_file WHERE name = @marker) OR EXISTS (SELECT FROM offer WHERE siret NOT LIKE '999%')
                """, new { marker }, cancellationToken: cancel));
            if (done)
                return 0;
        }
        await AddAsync(database, reference, DefaultActions, DefaultSeed, today, progress, cancel);
        await using var finished = database.CreateCommand("INSERT INTO seed_file (name, checksum) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        finished.Parameters.Add(new() { Value = marker });
        finished.Parameters.Add(new() { Value = $"{DefaultActions} {DefaultSeed}" });
        await finished.ExecuteNonQueryAsync(cancel);
        return DefaultActions;
    }

    /// <summary>Adds so many actions; those that are there already stay as they are. Several providers are written at a time.</summary>
    /// <param name="progress">Told how many actions are written so far.</param>
    public static async Task<ImportChanges> AddAsync(
        NpgsqlDataSource database, ReferenceData reference, int actions, int seed, DateOnly today,
        IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var total = new ImportChanges(0, 0, 0, 0);
        var written = 0;
        var gate = new Lock();
        foreach (var providers in new DemoGenerator(reference, seed, today).Generate(actions).Chunk(ProvidersAtOnce))
        {
            await AddProvidersAsync(database, providers, cancel);
            var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, 8),
                CancellationToken = cancel };
            await Parallel.ForEachAsync(providers, options, async (provider, stop) =>
            {
                var changes = await WriteAsync(database, provider, stop);
                lock (gate)
                {
                    total = new(total.Added + changes.Added, total.Changed + changes.Changed, total.Unchanged + changes.Unchanged,
                        total.Archived + changes.Archived);
                    written += provider.Actions;
                    progress?.Report(written);
                }
            });
        }
        return total;
    }

    /// <summary>Adds one provider with its catalogue; as it is there already, it stays.</summary>
    internal static async Task AddAsync(NpgsqlDataSource database, DemoProvider provider, CancellationToken cancel)
    {
        await AddProvidersAsync(database, [provider], cancel);
        await WriteAsync(database, provider, cancel);
    }

    private static async Task<ImportChanges> WriteAsync(NpgsqlDataSource database, DemoProvider provider, CancellationToken cancel)
    {
        await using var import = await CatalogueImport.BeginAsync(database, provider.Siret, cancel);
        foreach (var offer in provider.Offers)
            await import.AddAsync(offer, cancel);
        return await import.CommitAsync(provider.Complete, cancel);
    }

    private static async Task AddProvidersAsync(NpgsqlDataSource database, DemoProvider[] providers, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ProviderMerge.ApplyAsync(connection, providers.Select(p => new[]
        {
            p.Siret, p.Name, p.Nda, string.Join('|', p.Qualiopi), $"{p.Address.StreetNumber} {p.Address.StreetName}", p.Address.Postcode,
                p.Address.City,
        }), official: false, cancel);
        await transaction.CommitAsync(cancel);
    }
}
