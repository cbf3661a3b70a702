using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>
/// Puts the first results in the published order. Elasticsearch sorts by key and distance; it has neither rounds over
/// providers nor the day's shuffle. So where the last wanted result ties with others, those that tie are asked for apart:
/// one of each provider, of the providers that the shuffle brings first.
/// </summary>
/// <param name="providers">Known providers, for the shuffle of a day.</param>
/// <param name="withResults">How many providers have a result, about: the more, the fewer must be tried.</param>
internal sealed class RowRanking(RowSearch search, CompiledQuery query, bool collapses, ProviderShuffles providers, long withResults)
{
    /// <summary>Providers that are tried at most; with more to try, it is asked which have a result.</summary>
    private const int MostProviders = 1_000;

    /// <summary>Results that Elasticsearch hands out at most (<c>index.max_result_window</c>).</summary>
    private const int MostRows = 10_000;

    private readonly RowOrder order = new(query.ShuffleDay);
    private readonly string? group = collapses ? RowSearch.Group : null;

    /// <summary>The first where nothing but the shuffle tells results apart, so that none were asked for yet.</summary>
    public async Task<List<Row>> FirstAsync(int wanted, CancellationToken cancel)
    {
        var request = new RowRequest(null, HasDistance: false);
        return [.. await OfEqualsAsync([], [], request, wanted, cancel)];
    }

    /// <param name="rows">The first by key and distance; all there are when fewer than wanted.</param>
    public async Task<List<Row>> FirstAsync(List<Row> rows, int wanted, CancellationToken cancel)
    {
        if (rows.Count < wanted)
            return order.Of(rows);
        var last = rows[^1];
        var before = rows.FindAll(r => r.Key < last.Key);
        List<JsonObject> tied = [.. query.Key.Sharing(last.Key)];
        if (query.HasDistance)
        {
            var missing = wanted - before.Count;
            var near = rows.FindAll(r => r.Key == last.Key);
            if (query.Key.IsCoarse)
            {
                near = await search.RowsAsync(Within(tied, before), new RowRequest(null, HasDistance: true, last.Key), missing, group, cancel);
                if (near.Count < missing)
                    return order.Of([.. before, .. near]);
            }
            last = near[^1];
            before.AddRange(near.FindAll(r => r.Distance < last.Distance));
            tied.Add(last.Point is { } point ? Clause.Term("pointKey", point) : Clause.Not(Clause.Exists("pointKey")));
        }
        return [.. order.Of(before), .. await OfEqualsAsync(
            tied, before, new RowRequest(null, HasDistance: false, last.Key, last.Distance), wanted - before.Count, cancel)];
    }

    /// <summary>The first of results that nothing but the shuffle tells apart.</summary>
    private async Task<IEnumerable<Row>> OfEqualsAsync(List<JsonObject> tied, List<Row> before, RowRequest request, int missing, CancellationToken cancel)
    {
        if (query.Filters.Provider.Count == 0)
        {
            var known = providers.On(query.ShuffleDay);
            // Half as many again as should do, if what ties is spread over providers like all that is found.
            var tried = missing * 3L / 2 * known.Length / Math.Max(withResults, 1);
            if (tried <= MostProviders && await OneOfEachAsync(known.Take((int)tried)) is var rows && rows.Count >= missing)
                return order.Of(rows).Take(missing);
        }
        var all = await search.ProvidersAsync(Within(tied, before), cancel);
        if (all.Count >= missing)
            return order.Of(await OneOfEachAsync(all.OrderBy(order.ShuffleOf).Take(missing)));
        // So few providers that they come round again.
        return order.Of(await search.RowsAsync(Within(tied, before), request, MostRows, group, cancel)).Take(missing);

        Task<List<Row>> OneOfEachAsync(IEnumerable<string> some) => search.RowsAsync(
            [.. Within(tied, before), Clause.Terms(RowSearch.Provider, some)], request, MostProviders, RowSearch.Provider, cancel);
    }

    private IEnumerable<JsonObject> Within(List<JsonObject> tied, List<Row> before)
    {
        foreach (var clause in tied)
            yield return clause.Copy();
        // A near-duplicate of a better result is no result of its own.
        if (collapses && before.Count > 0)
            yield return Clause.Not(Clause.Terms(RowSearch.Group, before.Select(r => r.Group)));
    }
}
