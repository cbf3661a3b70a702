using FsCheck;
using FsCheck.Fluent;
using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Conformance;

namespace Marketplace.Search.Tests.Embedded;

/// <summary>Whatever was put and deleted, and whatever is asked: the answer is that of reading every document.</summary>
public sealed class NaiveProperties : IDisposable
{
    private const int Queries = 12;
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Search_AnyHistoryAndQuery_EqualsNaiveScan() =>
        Prop.ForAll(ChangeHistory.Any, history => AnswersAsync(history).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Search_WhileUpdatesAndMergesRun_EqualsNaiveScanOfAStateInBetween() =>
        Prop.ForAll(ChangeHistory.Any, history => AnswersMeanwhileAsync(history).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private async Task AnswersAsync(ChangeHistory history)
    {
        await using var index = Open();
        foreach (var batch in history.Batches)
            await index.ApplyAsync(batch);
        var living = history.States()[^1];
        for (var number = 0; number < Queries; number++)
        {
            var query = history.Query(number);
            var result = await index.SearchAsync(query);
            Assert.Equal(Answer.Of(living, query), Answer.Of(result, query));
            AssertInOrder(result, query, living);
            await AssertPagesFitAsync(index, query, result);
        }
    }

    private async Task AnswersMeanwhileAsync(ChangeHistory history)
    {
        await using var index = Open();
        var (batches, states) = (history.Batches, history.States());
        var (begun, applied, number) = (0, 0, 0);
        var writing = Task.Run(async () =>
        {
            foreach (var batch in batches)
            {
                Interlocked.Increment(ref begun);
                await index.ApplyAsync(batch);
                Interlocked.Increment(ref applied);
            }
        });
        do
        {
            var query = history.Query(number++);
            var first = Volatile.Read(ref applied);
            var answer = Answer.Of(await index.SearchAsync(query), query);
            var last = Volatile.Read(ref begun);
            Assert.Contains(answer, states.Skip(first).Take(last - first + 1).Select(s => Answer.Of(s, query)));
        }
        while (!writing.IsCompleted);
        await writing;
        await index.SettledAsync();
        var settled = history.Query(number);
        Assert.Equal(Answer.Of(states[^1], settled), Answer.Of(await index.SearchAsync(settled), settled));
    }

    /// <summary>By the sort's key, then by distance; where text and collapsing have no say, in the published order exactly.</summary>
    private static void AssertInOrder(EngineResult result, EngineQuery query, IReadOnlyList<ActionDocument> living)
    {
        var filters = query.Filters;
        if (filters.Sort == SearchSort.Relevance)
            return;
        var naive = new NaiveSearch(living, filters);
        var keys = result.Hits.Select(h => (naive.Key(h.Document), naive.Distance(h.Document) ?? double.PositiveInfinity)).ToList();
        Assert.Equal(keys.Order(), keys);
    }

    /// <summary>Pages of seven, one after the other, are the whole.</summary>
    private static async Task AssertPagesFitAsync(EmbeddedIndex index, EngineQuery query, EngineResult whole)
    {
        List<string> ids = [];
        for (var page = 1; page <= (whole.Groups + 6) / 7; page++)
            ids.AddRange((await index.SearchAsync(query with { Filters = query.Filters with { Page = page, PageSize = 7 } }))
                .Hits.Select(h => h.Document.Id));
        Assert.Equal(whole.Hits.Select(h => h.Document.Id), ids);
    }

    private EmbeddedIndex Open() => EmbeddedIndex.Open(Path.Combine(directory.Path, Guid.NewGuid().ToString("N")));
}
