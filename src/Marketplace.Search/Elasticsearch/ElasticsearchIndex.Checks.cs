namespace Marketplace.Search.Elasticsearch;

/// <summary>What checks and the return to the index of before read of the cluster.</summary>
public sealed partial class ElasticsearchIndex
{
    /// <summary><see cref="SharedName"/> of an index with these options.</summary>
    public static string SharedNameOf(ElasticsearchOptions options) => new IndexNames(options.Name).Live;

    /// <summary>How many actions of each provider (SIRET) the index holds, everything applied so far included.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountByProviderAsync(CancellationToken cancel = default)
    {
        await live.RefreshAsync(live.Names.Live, cancel);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var (siret, count) in new ValueCounts(client, live.Names.Live).ReadAsync("provider", cancel))
            counts[siret] = count;
        return counts;
    }

    /// <summary>The versions of those of the named actions that the index holds, as of the last refresh.</summary>
    public Task<IReadOnlyList<DocumentVersion>> VersionsAsync(IReadOnlyList<string> ids, CancellationToken cancel = default) =>
        new DocumentLookup(client, live.Names.Live).VersionsAsync(ids, cancel);

    /// <summary>The index from before the last rebuild and up to where it follows; null when there is none.</summary>
    public async Task<PreviousIndex?> PreviousAsync(CancellationToken cancel = default) =>
        await live.PreviousAsync(cancel) is { } name ? new PreviousIndex(name, (await live.PositionAsync(name, cancel)).Position) : null;
}

/// <param name="Position">Outbox watermark that it was fed up to; null when never noted.</param>
public sealed record PreviousIndex(string Name, string? Position);
