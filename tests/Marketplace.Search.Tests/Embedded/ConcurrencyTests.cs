using Marketplace.Search.Embedded;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Embedded;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    /// <summary>Batches rewrite all documents with one title; a reader that sees two titles saw half a batch.</summary>
    [Fact]
    public async Task Search_WhileWritingSavingAndMerging_SeesWholeBatches()
    {
        const int documents = 60, rounds = 120;
        var cancel = TestContext.Current.CancellationToken;
        await using var index = EmbeddedIndex.Open(directory.Path);
        await index.ApplyAsync(Round(0));
        var writing = true;
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                var seen = 0;
                while (Volatile.Read(ref writing) || seen == 0)
                {
                    var result = await index.SearchAsync(new EngineQuery(Query() with { PageSize = 100, Collapse = false }, []), cancel);
                    Assert.Equal(documents, result.Total);
                    Assert.Single(result.Hits.Select(h => h.Document.Title).Distinct());
                    seen++;
                }
            },
            cancel)).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            await index.ApplyAsync(Round(round), cancel);
            if (round % 20 == 0)
                await index.SaveAsync($"{round}", cancel);
        }
        Volatile.Write(ref writing, false);
        await Task.WhenAll(readers);
        await index.SettledAsync();
        Assert.Equal(documents, (await index.StatusAsync(cancel)).Documents);

        static DocumentChange[] Round(int round) =>
            [.. Enumerable.Range(0, documents).Select(i => Put(Action($"a{i}", $"Cuisine {round}", round + 1)))];
    }

    [Fact]
    public async Task Merge_ManySmallAndLargeBatches_LosesAndDoublesNothing()
    {
        await using var index = EmbeddedIndex.Open(directory.Path);
        var version = 1L;
        for (var batch = 0; batch < 40; batch++, version++)
            await index.ApplyAsync(
                [.. Enumerable.Range(0, batch % 4 == 0 ? 400 : 1).Select(i => Put(Action($"a{(batch * 37) + i}", "Cuisine", version)))]);
        await index.SettledAsync();
        var expected = Enumerable.Range(0, 40).SelectMany(b => Enumerable.Range(b * 37, b % 4 == 0 ? 400 : 1)).Distinct().Count();
        var result = await index.SearchAsync(new EngineQuery(Query() with { Collapse = false }, [new TextClause([new(["cuisin"], 1)])]));
        Assert.Equal(expected, result.Total);
        Assert.Equal(expected, (await index.StatusAsync()).Documents);
    }
}
