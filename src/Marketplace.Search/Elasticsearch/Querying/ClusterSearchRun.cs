using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>One search: counts and the first rows in one request, further rows where results tie, then the page's actions.</summary>
internal sealed class ClusterSearchRun(RowSearch search, CompiledQuery query, ProviderShuffles providers)
{
    /// <summary>Up to so many groups their number is exact; beyond, within about one in a hundred.</summary>
    private const int ExactGroups = 40_000;

    /// <summary>The number of providers only says how many to try.</summary>
    private const int RoughProviders = 100;

    public async Task<EngineResult> RunAsync(CancellationToken cancel)
    {
        var page = new ResultPage(query.Filters);
        using var answer = await search.AskAsync(First(page), cancel);
        var root = answer.RootElement;
        var total = root.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt32();
        var counts = root.GetProperty("aggregations");
        var found = counts.TryGetProperty("found", out var filtered) ? filtered : counts;
        var groups = query.Collapses ? found.GetProperty("groups").GetProperty("value").GetInt32() : total;
        List<Row> shown = page.Starts >= groups ? [] : Shown(
            await RankedAsync(answer, page, found.GetProperty("providers").GetProperty("value").GetInt64(), cancel), page);
        return new EngineResult(
            total, groups, await new HitFetch(search, query).OfAsync(shown, cancel),
            query.Filters.WithFacets ? FacetAggregations.Read(counts, total) : new Dictionary<string, IReadOnlyList<FacetCount>>(),
            found.GetProperty("placeBound").GetProperty("doc_count").GetInt32() > 0)
        {
            Cells = query.Filters.Cells is { } grid ? CellAggregation.Read(found.GetProperty("placeBound").GetProperty("cells"), grid) : [],
        };
    }

    private Task<List<Row>> RankedAsync(JsonDocument answer, ResultPage page, long withResults, CancellationToken cancel)
    {
        var ranking = new RowRanking(search, query, providers, withResults);
        return query.TiesAll
            ? ranking.FirstAsync(page.Ranked, cancel)
            : ranking.FirstAsync(search.Read(answer, new RowRequest(query.Key.Sort is null ? null : query.Key, query.HasDistance)),
                page.Ranked, cancel);
    }

    private JsonObject First(ResultPage page)
    {
        // Where all results tie, the first by Elasticsearch's sort say nothing; and an answer without rows it may keep until the next
        // refresh.
        var body = query.TiesAll
            ? new JsonObject { ["query"] = query.Unfaceted(), ["size"] = 0 }
            : RowSearch.Rows(query.Unfaceted(), query.Sort(), RowRanking.Asked(page.Ranked), query.Collapses ? RowSearch.Group : null,
                query.HasDistance);
        body["track_total_hits"] = true;
        if (query.FilteredFacets.Count > 0)
            body["post_filter"] = query.FacetFilters();
        var counts = new JsonObject();
        if (query.FilteredFacets.Count > 0)
            counts["found"] = FacetAggregations.Filtered(query.FacetFilters(), Found(page));
        else
            foreach (var (name, count) in Found(page))
                counts[name] = count!.DeepClone();
        if (query.Filters.WithFacets)
            FacetAggregations.Add(counts, query);
        body["aggs"] = counts;
        return body;
    }

    private JsonObject Found(ResultPage page)
    {
        var placeBound = new JsonObject { ["filter"] = Clause.Term("remote", false) };
        if (query.Filters.Cells is { } grid)
            placeBound["aggs"] = new JsonObject { ["cells"] = CellAggregation.Of(grid) };
        var found = new JsonObject { ["placeBound"] = placeBound, ["providers"] = Values("provider", RoughProviders) };
        if (query.Collapses)
            found["groups"] = Values(RowSearch.GroupKey, ExactGroups);
        return found;

        static JsonObject Values(string field, int exact) =>
            new() { ["cardinality"] = new JsonObject { ["field"] = field, ["precision_threshold"] = exact } };
    }

    /// <summary>The page, with its providers parted as in the embedded engine.</summary>
    private static List<Row> Shown(List<Row> ranked, ResultPage page)
    {
        var ordinals = ranked.Select(ProviderOf).Distinct().Index().ToDictionary(p => p.Item, p => p.Index);
        int[] providerOf = [.. ranked.Select(r => ordinals[ProviderOf(r)])];
        var matches = ranked.Select((row, i) => new Match(0, i, row.Key, row.Distance, 0)).ToList();
        return page.Of(matches, (in Match m) => providerOf[m.Document]).ConvertAll(m => ranked[m.Document]);

        static long ProviderOf(Row row) => row.Provider ?? 0;
    }
}
