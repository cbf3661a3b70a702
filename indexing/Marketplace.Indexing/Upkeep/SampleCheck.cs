using Marketplace.Catalogue.Changes;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Elasticsearch;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <param name="Published">Actions on the write side.</param>
/// <param name="Providers">Whose actions were counted on both sides.</param>
/// <param name="Compared">Actions whose versions were compared.</param>
/// <param name="OtherCounts">Providers whose counts differ.</param>
/// <param name="OtherVersions">Compared actions that the index lacks, holds at another version, or should not hold.</param>
public sealed record SampledDrift(long Published, int Providers, int Compared, int OtherCounts, int OtherVersions)
{
    public bool Found => OtherCounts + OtherVersions > 0;
}

/// <summary>
/// Compares a shared index with the write side without reading all of it: how many actions each provider has, and the
/// versions of a sample, half of it drawn by chance and half changed last. It finds and does not repair; a provider that
/// publishes at the same moment may look different, which a whole comparison then clears.
/// </summary>
public sealed class SampleCheck(NpgsqlDataSource database, ISearchIndex index, OutboxFeed feed)
{
    /// <summary>Of each half. Of a hundred wrong actions in a million one is found in ten nights, of ten thousand in one.</summary>
    private const int SampleSize = 1_000;

    private const string Counts = $"""
        SELECT o.siret, count(*) FROM action a JOIN offer o ON o.id = a.offer_id
        WHERE {Visibility.Shown} AND {Visibility.Listed} GROUP BY o.siret
        """;

    private const string Again = $"""
        SELECT a.public_id, CASE WHEN {Visibility.Shown} AND {Visibility.Listed} THEN a.version END
        FROM action a JOIN offer o ON o.id = a.offer_id WHERE a.public_id = ANY($1)
        """;

    /// <summary>Archived actions belong to the sample: the index must not hold them.</summary>
    private const string Sample = $"""
        WITH drawn AS (
            (SELECT id FROM action TABLESAMPLE BERNOULLI ($1))
            UNION
            (SELECT DISTINCT action_id FROM (SELECT action_id FROM outbox ORDER BY id DESC LIMIT $2) last))
        SELECT a.public_id, CASE WHEN {Visibility.Shown} AND {Visibility.Listed} THEN a.version END
        FROM drawn JOIN action a ON a.id = drawn.id JOIN offer o ON o.id = a.offer_id
        """;

    /// <summary>Compares; null for an index that has no such check, because comparing it whole costs little.</summary>
    public async Task<SampledDrift?> RunAsync(CancellationToken cancel)
    {
        if (index is not ElasticsearchIndex cluster)
            return null;
        var first = await LookAsync(cluster, null, cancel);
        if (first.Providers.Count + first.Versions.Count == 0)
            return first.Drift;
        // What was committed while we looked is no drift: only what is still there after another catch-up is.
        var second = await LookAsync(cluster, first.Versions, cancel);
        return first.Drift with
        {
            OtherCounts = second.Providers.Count(first.Providers.Contains),
            OtherVersions = second.Versions.Count,
        };
    }

    /// <param name="Providers">Whose counts differ.</param>
    /// <param name="Versions">Public ids of actions whose versions differ.</param>
    private sealed record Look(SampledDrift Drift, IReadOnlySet<string> Providers, IReadOnlyList<string> Versions);

    /// <param name="again">Actions to look at again; null: a new sample.</param>
    private async Task<Look> LookAsync(ElasticsearchIndex cluster, IReadOnlyList<string>? again, CancellationToken cancel)
    {
        Look? seen = null;
        await feed.WhileStillAsync(async c => seen = await CompareAsync(cluster, again, c), cancel);
        return seen!;
    }

    private async Task<Look> CompareAsync(ElasticsearchIndex cluster, IReadOnlyList<string>? again, CancellationToken cancel)
    {
        var held = await cluster.CountByProviderAsync(cancel);
        var wanted = await CountsAsync(cancel);
        var providers = wanted.Keys.Union(held.Keys).Where(siret => wanted.GetValueOrDefault(siret) != held.GetValueOrDefault(siret))
            .ToHashSet();
        var published = wanted.Values.Sum();
        var sample = await (again is null
            ? DrawAsync(published, cancel) : ReadAsync(database.CreateCommand(Again), [again.ToArray()], cancel));
        var versions = (await cluster.VersionsAsync([.. sample.Keys], cancel)).ToDictionary(v => v.Id, v => v.Version);
        var others = sample.Where(s => (versions.TryGetValue(s.Key, out var version) ? version : (long?)null) != s.Value)
            .Select(s => s.Key).ToList();
        return new(new(published, wanted.Count, sample.Count, providers.Count, others.Count), providers, others);
    }

    private async Task<Dictionary<string, long>> CountsAsync(CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(Counts);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    private Task<Dictionary<string, long?>> DrawAsync(long published, CancellationToken cancel) =>
        ReadAsync(database.CreateCommand(Sample), [(float)Math.Min(100, 100.0 * SampleSize / Math.Max(published, 1)), (long)SampleSize],
            cancel);

    /// <summary>Ids with the version that the index must hold; null: none.</summary>
    private static async Task<Dictionary<string, long?>> ReadAsync(NpgsqlCommand query, object[] parameters, CancellationToken cancel)
    {
        var sample = new Dictionary<string, long?>(StringComparer.Ordinal);
        await using var command = query;
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            sample.Add(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
        return sample;
    }
}
