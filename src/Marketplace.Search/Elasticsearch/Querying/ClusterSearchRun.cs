using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>One search: counts and the first rows in one request, further rows where results tie, then the page's actions.</summary>
internal sealed class ClusterSearchRun(RowSearch search, CompiledQuery query, ProviderShuffles providers)
{
    /// <summary>Up to so many groups their number is exact; beyond, within about one in a hundred.</summary>
    private const int ExactGroups = 40_000;

    public async Task<EngineResult> RunAsync(CancellationToken cancel)
    {
        var page = new ResultPage(query.Filters);
        using var answer = await search.AskAsync(First(page), cancel);
        var root = answer.RootElement;
        var total = root.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt32();
        var counts = root.GetProperty("aggregations");
        var found = counts.TryGetProperty("found", out var filtered) ? filtered : counts;
        var groups = page.Collapses ? found.GetProperty("groups").GetProperty("value").GetInt32() : total;
        var rows = RowSearch.Read(answer, new RowRequest(query.Key.Sort is null ? null : query.Key, query.HasDistance));
        List<Row> shown = page.Starts >= groups ? [] : Shown(
            await new RowRanking(search, query, page.Collapses, providers).FirstAsync(rows, page.Ranked, cancel), page);
        return new EngineResult(
            total, groups, await new HitFetch(search, query, page.Collapses).OfAsync(shown, cancel),
            query.Filters.WithFacets ? FacetAggregations.Read(counts, total) : new Dictionary<string, IReadOnlyList<FacetCount>>(),
            found.GetProperty("placeBound").GetProperty("doc_count").GetInt32() > 0)
        {
            Cells = query.Filters.Cells is { } grid ? CellAggregation.Read(found.GetProperty("placeBound").GetProperty("cells"), grid) : [],
        };
    }

    private JsonObject First(ResultPage page)
    {
        var body = RowSearch.Rows(query.Unfaceted(), query.Sort(), page.Ranked, page.Collapses ? RowSearch.Group : null);
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
        var found = new JsonObject { ["placeBound"] = placeBound };
        if (page.Collapses)
            found["groups"] = new JsonObject { ["cardinality"] = new JsonObject { ["field"] = RowSearch.Group, ["precision_threshold"] = ExactGroups } };
        return found;
    }

    /// <summary>The page, with its providers parted as in the embedded engine.</summary>
    private static List<Row> Shown(List<Row> ranked, ResultPage page)
    {
        var ordinals = new Dictionary<string, int>();
        var providerOf = new int[ranked.Count];
        for (var i = 0; i < ranked.Count; i++)
        {
            if (!ordinals.TryGetValue(ranked[i].Provider, out var ordinal))
                ordinals[ranked[i].Provider] = ordinal = ordinals.Count;
            providerOf[i] = ordinal;
        }
        var matches = ranked.Select((row, i) => new Match(0, i, row.Key, row.Distance, 0)).ToList();
        return page.Of(matches, (in Match m) => providerOf[m.Document]).ConvertAll(m => ranked[m.Document]);
    }
}
