using Marketplace.Catalogue.Changes;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Npgsql;

namespace Marketplace.Indexing.Upkeep;

/// <param name="Missing">Published, but not in the index.</param>
/// <param name="Stale">In the index at another version than the write side's.</param>
/// <param name="Superfluous">In the index, but not published.</param>
/// <param name="Unrepaired">Differences left after the repair (set aside with an error).</param>
public sealed record Drift(long Published, int Missing, int Stale, int Superfluous, int Unrepaired)
{
    public bool Found => Missing + Stale + Superfluous > 0;
}

/// <summary>Compares the index with the write side, document by document, and repairs what differs.</summary>
public sealed class DriftCheck(NpgsqlDataSource database, ISearchIndex index, ActionRows rows, Projector projector, OutboxFeed feed)
{
    private const int BatchSize = 500;

    public async Task<Drift> RunAsync(CancellationToken cancel)
    {
        var first = await LookAsync(cancel);
        if (first.Differences.Count == 0)
            return new(first.Published, 0, 0, 0, 0);
        // What was committed while we looked is no drift: only a difference that outlives another catch-up is.
        var second = await LookAsync(cancel);
        var real = second.Differences.Where(d => first.Differences.TryGetValue(d.Key, out var before) && before == d.Value).ToDictionary();
        await feed.WhileStillAsync(c => RepairAsync(real.Keys, c), cancel);
        var left = real.Count == 0 ? 0 : (await LookAsync(cancel)).Differences.Count(d => real.ContainsKey(d.Key));
        return new(second.Published, Count(real, Kind.Missing), Count(real, Kind.Stale), Count(real, Kind.Superfluous), left);
    }

    private enum Kind { Missing, Stale, Superfluous }

    /// <param name="Version">The write side's version; 0 when it has none.</param>
    private readonly record struct Difference(Kind Kind, long Version);

    private static int Count(Dictionary<string, Difference> differences, Kind kind) => differences.Values.Count(d => d.Kind == kind);

    private async Task<(long Published, Dictionary<string, Difference> Differences)> LookAsync(CancellationToken cancel)
    {
        (long, Dictionary<string, Difference>) seen = default;
        await feed.WhileStillAsync(async c => seen = await CompareAsync(c), cancel);
        return seen;
    }

    private async Task<(long Published, Dictionary<string, Difference> Differences)> CompareAsync(CancellationToken cancel)
    {
        var indexed = new Dictionary<string, long>();
        await foreach (var document in index.ListAsync(cancel))
            indexed[document.Id] = document.Version;

        var differences = new Dictionary<string, Difference>();
        var published = 0L;
        await using var command = database.CreateCommand($"""
            SELECT a.public_id, a.version FROM action a JOIN offer o ON o.id = a.offer_id
            WHERE {Visibility.Shown} AND {Visibility.Listed}
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            published++;
            var id = reader.GetString(0);
            if (!indexed.Remove(id, out var version))
                differences[id] = new(Kind.Missing, reader.GetInt64(1));
            else if (version != reader.GetInt64(1))
                differences[id] = new(Kind.Stale, reader.GetInt64(1));
        }
        foreach (var id in indexed.Keys)
            differences[id] = new(Kind.Superfluous, 0);
        return (published, differences);
    }

    private async Task RepairAsync(IEnumerable<string> publicIds, CancellationToken cancel)
    {
        foreach (var ids in publicIds.Chunk(BatchSize))
        {
            var found = await rows.ByPublicIdsAsync(ids, cancel);
            await projector.ProjectAsync(found, index.ApplyAsync, cancel);
            var unknown = ids.Except(found.Select(r => r.PublicId)).ToList();
            if (unknown.Count > 0)
                await ForgetAsync(unknown, cancel);
        }
    }

    /// <summary>A document without any row stands for nothing: it goes, at a version above all given so far.</summary>
    private async Task ForgetAsync(List<string> ids, CancellationToken cancel)
    {
        var version = await ActionChanges.NextVersionAsync(database, cancel);
        await index.ApplyAsync(ids.ConvertAll(id => new DocumentChange(id, version, null)), cancel);
    }
}
