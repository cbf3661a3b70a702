using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>
/// Puts the first results in the published order. Elasticsearch sorts by key and distance; it has neither rounds over
/// providers nor the day's shuffle. So where the last wanted result ties with others, those that tie are asked for apart:
/// one of each provider, of the providers that the shuffle brings first.
/// </summary>
/// <param name="providers">Known providers, for the shuffle of a day.</param>
/// <param name="withResults">How many providers have a result, about: the more, the fewer must be tried.</param>
internal sealed class RowRanking(RowSearch search, CompiledQuery query, ProviderShuffles providers, long withResults)
{
    /// <summary>Providers that are tried at most; with more to try, it is asked which have a result.</summary>
    private const int MostProviders = 1_000;

    /// <summary>Requests of one result of each provider, before all results are asked for at once.</summary>
    private const int MostRounds = 3;

    /// <summary>Each further request costs more than some hundred rows.</summary>
    private const int FirstRows = 200;

    /// <summary>Results that Elasticsearch hands out at most (<c>index.max_result_window</c>).</summary>
    private const int MostRows = 10_000;

    private readonly RowOrder order = new(query.ShuffleDay);
    private readonly string? group = query.Collapses ? RowSearch.Group : null;

    /// <summary>How many rows the first request asks for: so many that mostly all are there that tie with the last wanted one.</summary>
    public static int Asked(int wanted) => Math.Max(wanted, FirstRows);

    /// <summary>The first where nothing but the shuffle tells results apart, so that none were asked for yet.</summary>
    public async Task<List<Row>> FirstAsync(int wanted, CancellationToken cancel)
    {
        var request = new RowRequest(null, HasDistance: false);
        return [.. await OfEqualsAsync([], [], request, wanted, cancel)];
    }

    /// <param name="rows">The first by key and distance; all there are when fewer than asked for.</param>
    public async Task<List<Row>> FirstAsync(List<Row> rows, int wanted, CancellationToken cancel)
    {
        if (rows.Count < Asked(wanted) || !Tie(rows[wanted - 1], rows[^1]))
            return [.. order.Of(rows).Take(wanted)];
        rows = rows[..wanted];
        var last = rows[^1];
        var before = rows.FindAll(r => r.Key < last.Key);
        List<JsonObject> tied = [.. query.Key.Sharing(last.Key)];
        if (query.HasDistance)
        {
            var missing = wanted - before.Count;
            var near = rows.FindAll(r => r.Key == last.Key);
            if (query.Key.IsCoarse)
            {
                near = await search.RowsAsync(
                    Within(tied, before), new RowRequest(null, HasDistance: true, last.Key), missing, group, cancel);
                if (near.Count < missing)
                    return order.Of([.. before, .. near]);
            }
            last = near[^1];
            before.AddRange(near.FindAll(r => r.Distance < last.Distance));
            tied.Add(last.Point is { } point ? Clause.Term(RowSearch.Point, point) : Clause.Not(Clause.Exists(RowSearch.Point)));
        }
        return [.. order.Of(before), .. await OfEqualsAsync(
            tied, before, new RowRequest(null, HasDistance: false, last.Key, last.Distance), wanted - before.Count, cancel)];
    }

    /// <summary>
    /// Whether rows by the sort may still change places: by distance only within a key that several values of the sort share.
    /// </summary>
    private bool Tie(Row one, Row other) => one.Key == other.Key && (query.Key.IsCoarse || one.Distance == other.Distance);

    /// <summary>The first of results that nothing but the shuffle tells apart.</summary>
    private async Task<IEnumerable<Row>> OfEqualsAsync(
        List<JsonObject> tied, List<Row> before, RowRequest request, int missing, CancellationToken cancel)
    {
        if (query.Filters.Provider.Count == 0)
        {
            var known = providers.On(query.ShuffleDay);
            // Half as many again as should do, if what ties is spread over providers like all that is found.
            var tried = missing * 3L / 2 * known.Length / Math.Max(withResults, 1);
            if (tried < known.Length && tried <= MostProviders
                && await OneOfEachAsync([Clause.Terms("provider", known.Take((int)tried))]) is var some && some.Count >= missing)
                return order.Of(some).Take(missing);
        }
        // The number of providers is rough.
        if (withResults > MostProviders / 2)
        {
            var all = await search.ProvidersAsync(Within(tied, before), cancel);
            if (all.Count >= missing)
                return order.Of(await OneOfEachAsync([Clause.Terms("provider", all.OrderBy(order.ShuffleOf).Take(missing))], missing));
        }
        else if (withResults * MostRounds >= missing && await InRoundsAsync() is { } rounds)
        {
            return rounds;
        }
        // So few providers that they come round again and again.
        return order.Of(await search.RowsAsync(Within(tied, before), request, MostRows, group, cancel)).Take(missing);

        Task<List<Row>> OneOfEachAsync(IEnumerable<JsonObject> among, int most = MostProviders) => search.RowsAsync(
            [.. Within(tied, before), .. among], request, most, RowSearch.Provider, cancel);

        // One of each provider, then of those with more one more. Null when that would take many rounds.
        async Task<List<Row>?> InRoundsAsync()
        {
            var taken = new List<Row>();
            for (var round = 0; round < MostRounds; round++)
            {
                var next = await OneOfEachAsync(taken.Count == 0 ? [] : [Clause.Not(Same(taken))]);
                taken.AddRange(order.Of(next));
                if (taken.Count >= missing || next.Count == 0)
                    return taken[..Math.Min(missing, taken.Count)];
                if (missing - taken.Count > next.Count * (MostRounds - round - 1))
                    return null;
            }
            return null;
        }
    }

    /// <summary>The rows, and their near-duplicates where these are no results of their own.</summary>
    private JsonObject Same(List<Row> rows) => query.Collapses
        ? Clause.Terms(RowSearch.Group, rows.Select(r => r.Group)) : Clause.Terms("id", rows.Select(r => r.Id!));

    private IEnumerable<JsonObject> Within(List<JsonObject> tied, List<Row> before)
    {
        foreach (var clause in tied)
            yield return clause.Copy();
        // What is better is there already; and a near-duplicate of it is no result of its own.
        if (before.Count > 0)
            yield return Clause.Not(Same(before));
    }
}
