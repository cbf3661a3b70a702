using Marketplace.Search;
using Marketplace.Search.Asking;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <param name="Shapes">Milliseconds by shape.</param>
/// <param name="Rates">Queries a second of the mix on one and on two connections.</param>
internal sealed record BaselineTimes(IReadOnlyList<double[]> Shapes, IReadOnlyList<double> Rates, double BuildSeconds)
{
    private static readonly TimeSpan MixTime = TimeSpan.FromSeconds(8);

    /// <summary>Fills PostgreSQL with the same documents and asks it what the engine was asked, after corrections.</summary>
    /// <exception cref="InvalidOperationException">A total differs.</exception>
    public static async Task<BaselineTimes> OfAsync(ISearchIndex index, int actions, int seed, CancellationToken cancel)
    {
        var recorded = new RecordedQueries(index);
        var search = new MarketplaceSearch(recorded);
        await using var postgres = await PostgresBaseline.FillAsync(actions, new SyntheticActions(seed), cancel);
        List<double[]> shapes = [];
        List<(EngineQuery, string?)> mix = [];
        foreach (var shape in SearchShape.All)
        {
            var found = await search.SearchAsync(shape.Query);
            var misspelt = shape.Query.Text == SyntheticActions.Typo ? SyntheticActions.Typo : null;
            mix.Add((recorded.Last!, misspelt));
            shapes.Add(await postgres.TimesAsync(shape.Name, recorded.Last!, misspelt, found.Total, cancel));
        }
        return new(shapes, [await postgres.RateAsync(mix, 1, MixTime, cancel), await postgres.RateAsync(mix, 2, MixTime, cancel)],
            postgres.BuildSeconds);
    }
}
