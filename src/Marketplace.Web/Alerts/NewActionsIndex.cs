using Marketplace.Search;

namespace Marketplace.Web.Alerts;

/// <summary>
/// Answers as the whole index would, with the new actions only: words are known or unknown, and what is only described
/// counts or not, by the whole catalogue.
/// </summary>
/// <param name="all">The live index; it gives the words and is never written to.</param>
/// <param name="fresh">The new actions.</param>
public sealed class NewActionsIndex(ISearchIndex all, ISearchIndex fresh) : ISearchIndex
{
    public ILexicon Lexicon => all.Lexicon;

    public ValueTask PrepareAsync(CancellationToken cancel = default) => all.PrepareAsync(cancel);

    public async ValueTask<EngineResult> SearchAsync(EngineQuery query, CancellationToken cancel = default)
    {
        if (query.AboutNames)
            return await all.SearchAsync(query, cancel);
        var found = await fresh.SearchAsync(query, cancel);
        // A description suffices when nothing in the whole catalogue is named so; among a day's actions that would be usual.
        if (found.Total == 0 || query is not { DescriptionSuffices: true, Filters.Exact: false } || !query.Clauses.Any(c => c.Required))
            return found;
        var named = await all.SearchAsync(
            query with { DescriptionSuffices = false, Filters = query.Filters with { Page = 1, PageSize = 1, WithFacets = false } },
            cancel);
        return named.Total == 0 ? found : new EngineResult(0, 0, [], found.Facets, false);
    }

    public ValueTask ApplyAsync(IReadOnlyList<DocumentChange> changes, CancellationToken cancel = default) =>
        fresh.ApplyAsync(changes, cancel);

    public ValueTask SaveAsync(string position, CancellationToken cancel = default) => throw new NotSupportedException();

    public IAsyncEnumerable<DocumentVersion> ListAsync(CancellationToken cancel = default) => fresh.ListAsync(cancel);

    public ValueTask<IndexStatus> StatusAsync(CancellationToken cancel = default) => fresh.StatusAsync(cancel);

    public ValueTask<IIndexRebuild> BeginRebuildAsync(CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => fresh.DisposeAsync();
}
