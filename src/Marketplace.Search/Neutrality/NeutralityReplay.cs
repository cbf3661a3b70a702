using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Neutrality;

/// <summary>Asks one query with the shuffles of several days: the same catalogue, the same sessions, another draw.</summary>
/// <param name="search">Answers a query.</param>
public sealed class NeutralityReplay(Func<SearchQuery, CancellationToken, Task<SearchResult>> search)
{
    /// <summary>Days whose orders are replayed.</summary>
    public const int Days = 14;

    /// <summary>First results of a day that are looked at.</summary>
    public const int Depth = 100;

    /// <summary>Results that are read to know who matches as well.</summary>
    private const int Most = 1_000;

    /// <returns>Null when nothing is found, or nothing that several providers offer.</returns>
    public async Task<ReplayedQuery?> ReplayAsync(SearchQuery query, CancellationToken cancel)
    {
        query = query with { Sort = SearchSort.Relevance, WithFacets = false, Page = 1, PageSize = Depth };
        var all = new List<PlacedResult>();
        for (var page = 1; all.Count < Most; page++)
        {
            var found = await AskAsync(query with { Page = page }, cancel);
            all.AddRange(found);
            // Who matches worse than the first page's last is of no interest.
            if (found.Count < Depth || !found[^1].IsEqualTo(all[Math.Min(all.Count, NeutralityMeasure.FirstPage) - 1]))
                break;
        }
        if (all.DistinctBy(r => r.Provider).Take(2).Count() < 2)
            return null;
        var days = new List<IReadOnlyList<PlacedResult>>(Days);
        for (var day = 1; day <= Days; day++)
            days.Add(await AskAsync(query with { ShuffleDay = query.Today.AddDays(day) }, cancel));
        return new ReplayedQuery(all, days);
    }

    private async Task<IReadOnlyList<PlacedResult>> AskAsync(SearchQuery query, CancellationToken cancel) =>
        [.. (await search(query, cancel))
            .Hits.Select(hit => new PlacedResult(hit.Document.Provider.Siret, MatchScoring.LevelOf((float)hit.Score), hit.DistanceKm))];
}
