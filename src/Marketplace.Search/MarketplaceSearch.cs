using System.Diagnostics;
using Marketplace.Search.Text;

namespace Marketplace.Search;

/// <summary>
/// The search that pages, API and alerts call: understands the text, asks the engine, corrects and widens visibly.
/// </summary>
public sealed class MarketplaceSearch(ISearchIndex index)
{
    /// <summary>Answers a query.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        var clauses = TextAnalyser.Terms(query.Text ?? "").Select(t => new TextClause([new TokenAlternative([t], 1)])).ToList();
        var result = await index.SearchAsync(new EngineQuery(query, clauses), cancel);
        return new SearchResult
        {
            Total = result.Total, Groups = result.Groups, Hits = result.Hits, Facets = result.Facets,
            TookMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };
    }

    /// <summary>Completions for what is being typed.</summary>
    public IReadOnlyList<Suggestion> Suggest(string prefix, int limit = 8) => [];
}
