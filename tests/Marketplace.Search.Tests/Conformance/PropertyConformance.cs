namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    /// <summary>
    /// Totals, facet counts, distances and order equal a plain reading of the contract, whatever was put and deleted before.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Search_RandomCatalogue_EqualsNaiveReading(int seed)
    {
        var catalogue = new RandomCatalogue(seed);
        var random = new Random(seed);
        var living = new Dictionary<string, ActionDocument>();
        await using var index = await CreateAsync();
        for (var version = 1; version <= 12; version++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 25)).Select(_ => catalogue.Document(random.Next(100), version))
                .DistinctBy(d => d.Id).Select(d => random.Next(6) == 0 ? TestDocuments.Delete(d.Id, version) : TestDocuments.Put(d))
                    .ToList();
            await index.ApplyAsync(batch);
            foreach (var change in batch)
            {
                living.Remove(change.Id);
                if (change.Document is { } document)
                    living[change.Id] = document;
            }
        }
        for (var i = 0; i < 20; i++)
            await CompareAsync(index, [.. living.Values], catalogue.Query());
    }

    /// <summary>A rebuild takes batches of new documents side by side, then changes of what it holds, in any mixture.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Rebuild_BatchesSideBySideThenChanges_EqualsNaiveReading(int seed)
    {
        var catalogue = new RandomCatalogue(seed);
        var random = new Random(seed);
        var documents = Enumerable.Range(0, 120).Select(i => catalogue.Document(i, version: 5)).ToList();
        var living = documents.ToDictionary(d => d.Id);
        await using var index = await CreateAsync();
        await using (var rebuild = await index.BeginRebuildAsync())
        {
            await Task.WhenAll(documents.Chunk(random.Next(1, 50))
                .Select(batch => Task.Run(async () => await rebuild.ApplyAsync([.. batch.Select(TestDocuments.Put)]))));
            for (var round = 0; round < random.Next(4); round++)
            {
                var (gone, stale, added) = (
                    $"id{random.Next(120)}", catalogue.Document(random.Next(120), version: 4), catalogue.Document(200 + round));
                await rebuild.ApplyAsync([TestDocuments.Delete(gone, 6)]);
                await rebuild.ApplyAsync([TestDocuments.Put(stale), TestDocuments.Put(added)]);
                living.Remove(gone);
                living[added.Id] = added;
            }
            await rebuild.SwapAsync("p");
        }
        for (var i = 0; i < 20; i++)
            await CompareAsync(index, [.. living.Values], catalogue.Query());
    }

    private static async Task CompareAsync(ISearchIndex index, IReadOnlyList<ActionDocument> documents, SearchQuery query)
    {
        var naive = new NaiveSearch(documents, query);
        var expected = naive.Matches().ToDictionary(d => d.Id);
        var result = await FindAsync(index, query);
        Assert.Equal(expected.Keys.Order(), result.Hits.Select(h => h.Document.Id).Order());
        Assert.Equal(expected.Count, result.Total);
        Assert.Equal(expected.Values.Any(d => d.Modality != Modalities.Remote), result.PlaceBoundInside);
        Assert.Equal(
            naive.FacetCounts().OrderBy(c => c.Key.Facet).ThenBy(c => c.Key.Value).Select(c => (c.Key.Facet, c.Key.Value, c.Value)),
            result.Facets.SelectMany(f => f.Value.Select(v => (f.Key, v.Value, v.Count))).OrderBy(c => c.Key).ThenBy(c => c.Value));
        Assert.Equal(naive.Cells().Select(Rounded), result.Cells.Select(Rounded));
        Assert.Equal(result.Hits.Select(h => naive.Distance(h.Document)), result.Hits.Select(h => h.DistanceKm));
        if (query.Sort == SearchSort.Relevance)
            return;
        var keys = result.Hits.Select(h => (naive.Key(h.Document), naive.Distance(h.Document) ?? double.PositiveInfinity)).ToList();
        Assert.Equal(keys.Order(), keys);
    }

    /// <summary>Engines may add the points up in another order.</summary>
    private static MapCell Rounded(MapCell cell) => cell with { Lat = Math.Round(cell.Lat, 9), Lng = Math.Round(cell.Lng, 9) };
}
