using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

/// <summary>What every engine behind <see cref="ISearchIndex"/> must do; one derived class per engine.</summary>
public abstract partial class SearchIndexConformance
{
    /// <summary>A new, empty index of its own.</summary>
    protected abstract Task<ISearchIndex> CreateAsync();

    private async Task<ISearchIndex> WithAsync(params ActionDocument[] documents)
    {
        var index = await CreateAsync();
        await index.ApplyAsync([.. documents.Select(Put)]);
        return index;
    }

    private static async Task<EngineResult> FindAsync(ISearchIndex index, SearchQuery query, params TextClause[] clauses) =>
        await index.SearchAsync(new EngineQuery(query, clauses));

    private static async Task<string[]> IdsAsync(ISearchIndex index, SearchQuery query, params TextClause[] clauses) =>
        [.. (await FindAsync(index, query, clauses)).Hits.Select(h => h.Document.Id)];

    private static async Task<string[]> SortedIdsAsync(ISearchIndex index, SearchQuery query, params TextClause[] clauses) =>
        [.. (await IdsAsync(index, query with { Collapse = false }, clauses)).Order()];

    private static TextClause Word(string token, bool required = true) => new([new TokenAlternative([token], 1)], required);

    private static TextClause Phrase(params string[] tokens) => new([new TokenAlternative(tokens, 1)]);
}
