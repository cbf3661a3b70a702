using Marketplace.Search.Embedded;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Embedded;

public sealed class BudgetTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Search_BeyondItsBudget_IsGivenUpWithAClearMessage()
    {
        await using var index = EmbeddedIndex.Open(directory.Path);
        await index.ApplyAsync([Put(Action("a"))]);
        index.Budget = TimeSpan.Zero;
        var refusal = await Assert.ThrowsAsync<SearchBudgetExceededException>(
            async () => await index.SearchAsync(new EngineQuery(Query(), [])));
        Assert.Contains("0 ms", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_NobodyWaits_IsCancelled()
    {
        await using var index = EmbeddedIndex.Open(directory.Path);
        await index.ApplyAsync([Put(Action("a"))]);
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await index.SearchAsync(new EngineQuery(Query(), []), new CancellationToken(canceled: true)));
    }
}
