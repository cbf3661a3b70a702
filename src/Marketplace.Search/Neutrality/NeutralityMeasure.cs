namespace Marketplace.Search.Neutrality;

/// <summary>The two published indicators, over a sample of queries. docs/search.md defines them.</summary>
/// <param name="Queries">Replayed.</param>
/// <param name="Shuffles">Days' orders that each was replayed with.</param>
/// <param name="Providers">That match as well as one shown.</param>
/// <param name="NeverShown">Share of them that no first page ever shows.</param>
/// <param name="ByChance">Share that fair draws would leave out, for want of days.</param>
/// <param name="RankCorrelation">Mean correlation of the orders of two days among equals; null when nothing is to compare.</param>
public sealed record NeutralityFigures(int Queries, int Shuffles, int Providers, double NeverShown, double ByChance, double? RankCorrelation);

/// <summary>Computes <see cref="NeutralityFigures"/>.</summary>
public static class NeutralityMeasure
{
    /// <summary>Results of a first page.</summary>
    public const int FirstPage = 20;

    public static NeutralityFigures Of(IReadOnlyList<ReplayedQuery> queries)
    {
        var shown = new HashSet<string>();
        // By provider that matches as well as one shown, the chance that fair draws never show it.
        var unseen = new Dictionary<string, double>();
        var correlations = new List<(double Correlation, int Weight)>();
        foreach (var query in queries)
        {
            foreach (var provider in query.Days.SelectMany(day => day.Take(FirstPage)).Select(r => r.Provider))
                shown.Add(provider);
            foreach (var (provider, chance) in ChancesOf(query))
                unseen[provider] = unseen.GetValueOrDefault(provider, 1) * chance;
            correlations.AddRange(CorrelationsOf(query));
        }
        var weight = correlations.Sum(c => c.Weight);
        return new NeutralityFigures(
            queries.Count, queries.Count == 0 ? 0 : queries.Max(q => q.Days.Count), unseen.Count,
            unseen.Count == 0 ? 0 : (double)unseen.Keys.Count(provider => !shown.Contains(provider)) / unseen.Count,
            unseen.Count == 0 ? 0 : unseen.Values.Average(),
            weight == 0 ? null : correlations.Sum(c => c.Correlation * c.Weight) / weight);
    }

    /// <summary>
    /// For each provider with a result equal to one of a first page: how likely fair draws leave it out on all days.
    /// Equals of the page's last result draw for the places that better ones leave, one each; who matches better is always
    /// shown.
    /// </summary>
    private static Dictionary<string, double> ChancesOf(ReplayedQuery query)
    {
        var chances = new Dictionary<string, double>();
        var results = query.All.Concat(query.Days.SelectMany(day => day)).ToList();
        foreach (var last in query.Days.Where(day => day.Count > 0).Select(day => day[Math.Min(day.Count, FirstPage) - 1]).Distinct(SameRank.Comparer))
        {
            var equals = results.Where(r => r.IsEqualTo(last)).Select(r => r.Provider).ToHashSet();
            var left = 1.0;
            foreach (var day in query.Days)
                left *= 1 - Math.Min(1, (double)day.Take(FirstPage).Count(r => r.IsEqualTo(last)) / equals.Count);
            foreach (var provider in equals)
                chances[provider] = chances.GetValueOrDefault(provider, 1) * left;
        }
        foreach (var better in query.Days.SelectMany(day => day.Take(FirstPage).Where(r => !r.IsEqualTo(day[Math.Min(day.Count, FirstPage) - 1]))))
            chances[better.Provider] = 0;
        return chances;
    }

    /// <summary>
    /// Among equals of several providers: Kendall's concordance of the days' orders of providers, each at its first
    /// result, turned into the mean rank correlation of two days. Those that a day does not list share the ranks left.
    /// </summary>
    private static IEnumerable<(double Correlation, int Weight)> CorrelationsOf(ReplayedQuery query)
    {
        foreach (var group in query.All.Distinct(SameRank.Comparer))
        {
            string[] providers = [.. query.All.Concat(query.Days.SelectMany(day => day)).Where(r => r.IsEqualTo(group)).Select(r => r.Provider).Distinct()];
            if (providers.Length < 2 || query.Days.Count < 2)
                continue;
            var sums = providers.ToDictionary(p => p, _ => 0.0);
            var (middle, total) = ((providers.Length + 1) / 2.0, 0.0);
            foreach (var day in query.Days)
            {
                var listed = day.Where(r => r.IsEqualTo(group)).Select(r => r.Provider).Distinct().Select((provider, i) => (provider, i)).ToDictionary(x => x.provider, x => x.i + 1.0);
                var rest = (listed.Count + 1 + providers.Length) / 2.0;
                foreach (var provider in providers)
                {
                    var fromMiddle = listed.GetValueOrDefault(provider, rest) - middle;
                    sums[provider] += fromMiddle;
                    total += fromMiddle * fromMiddle;
                }
            }
            if (total == 0)
                continue;
            var days = query.Days.Count;
            var concordance = sums.Values.Sum(sum => sum * sum) / days / total;
            yield return (((days * concordance) - 1) / (days - 1), providers.Length);
        }
    }

    /// <summary>Results that the order tells apart by nothing but the shuffle are one.</summary>
    private sealed class SameRank : IEqualityComparer<PlacedResult>
    {
        public static readonly SameRank Comparer = new();

        bool IEqualityComparer<PlacedResult>.Equals(PlacedResult x, PlacedResult y) => x.IsEqualTo(y);

        int IEqualityComparer<PlacedResult>.GetHashCode(PlacedResult result) => HashCode.Combine(result.Level, result.DistanceKm);
    }
}
