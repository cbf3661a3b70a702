namespace Marketplace.Search.Neutrality;

/// <summary>The two published indicators, over a sample of queries. docs/search.md defines them.</summary>
/// <param name="Queries">Replayed.</param>
/// <param name="Shuffles">Days' orders that each was replayed with.</param>
/// <param name="Providers">That match as well as one shown.</param>
/// <param name="NeverShown">Share of them that no first page ever shows.</param>
/// <param name="ByChance">Share that fair draws would leave out, for want of days.</param>
/// <param name="RankCorrelation">Mean correlation of the orders of two days among equals; null when nothing is to compare.</param>
public sealed record NeutralityFigures(
    int Queries, int Shuffles, int Providers, double NeverShown, double ByChance, double? RankCorrelation);

/// <summary>Computes <see cref="NeutralityFigures"/>.</summary>
public static class NeutralityMeasure
{
    /// <summary>Results of a first page.</summary>
    public const int FirstPage = 20;

    public static NeutralityFigures Of(IReadOnlyList<ReplayedQuery> queries)
    {
        var shown = new HashSet<string>();
        // By provider that matches as well as one shown, by day its best chance to be: all searches of a day draw alike.
        var chances = new Dictionary<string, double[]>();
        var correlations = new List<(double Correlation, int Weight)>();
        foreach (var query in queries)
        {
            foreach (var provider in query.Days.SelectMany(day => day.Take(FirstPage)).Select(r => r.Provider))
                shown.Add(provider);
            AddChances(query, chances);
            correlations.AddRange(CorrelationsOf(query));
        }
        var unseen = chances.ToDictionary(c => c.Key, c => c.Value.Aggregate(1.0, (left, chance) => left * (1 - chance)));
        var weight = correlations.Sum(c => c.Weight);
        return new NeutralityFigures(
            queries.Count, queries.Count == 0 ? 0 : queries.Max(q => q.Days.Count), unseen.Count,
            unseen.Count == 0 ? 0 : (double)unseen.Keys.Count(provider => !shown.Contains(provider)) / unseen.Count,
            unseen.Count == 0 ? 0 : unseen.Values.Average(),
            weight == 0 ? null : correlations.Sum(c => c.Correlation * c.Weight) / weight);
    }

    /// <summary>
    /// For each provider with a result equal to one of a first page: how likely a fair draw shows it, by day. Equals of
    /// the page's last result draw for the places that better ones leave, one each; who matches better is always shown.
    /// </summary>
    private static void AddChances(ReplayedQuery query, Dictionary<string, double[]> chances)
    {
        var results = query.All.Concat(query.Days.SelectMany(day => day)).ToList();
        foreach (var last in query.Days.Where(day => day.Count > 0).Select(LastOf).Distinct(SameRank.Comparer))
        {
            var equals = results.Where(r => r.IsEqualTo(last)).Select(r => r.Provider).ToHashSet();
            for (var day = 0; day < query.Days.Count; day++)
            {
                var places = query.Days[day].Take(FirstPage).Count(r => r.IsEqualTo(last));
                foreach (var provider in equals)
                    Raise(provider, day, (double)places / equals.Count);
            }
        }
        foreach (var better in query.Days.SelectMany(day => day.Take(FirstPage).Where(r => !r.IsEqualTo(LastOf(day)))))
            for (var day = 0; day < query.Days.Count; day++)
                Raise(better.Provider, day, 1);

        void Raise(string provider, int day, double chance)
        {
            if (!chances.TryGetValue(provider, out var ofProvider) || ofProvider.Length <= day)
                Array.Resize(ref ofProvider, Math.Max(query.Days.Count, ofProvider?.Length ?? 0));
            chances[provider] = ofProvider;
            ofProvider[day] = Math.Max(ofProvider[day], Math.Min(1, chance));
        }
    }

    private static PlacedResult LastOf(IReadOnlyList<PlacedResult> day) => day[Math.Min(day.Count, FirstPage) - 1];

    /// <summary>
    /// Among equals of several providers: Kendall's concordance of the days' orders of providers, each at its first
    /// result, turned into the mean rank correlation of two days. Those that a day does not list share the ranks left.
    /// </summary>
    private static IEnumerable<(double Correlation, int Weight)> CorrelationsOf(ReplayedQuery query)
    {
        foreach (var group in query.All.Distinct(SameRank.Comparer))
        {
            string[] providers = [
                .. query.All.Concat(query.Days.SelectMany(day => day)).Where(r => r.IsEqualTo(group)).Select(r => r.Provider).Distinct()];
            if (providers.Length < 2 || query.Days.Count < 2)
                continue;
            var sums = providers.ToDictionary(p => p, _ => 0.0);
            var (middle, total) = ((providers.Length + 1) / 2.0, 0.0);
            foreach (var day in query.Days)
            {
                var listed = day.Where(r => r.IsEqualTo(group)).Select(r => r.Provider).Distinct().Select((provider, i) => (provider, i))
                    .ToDictionary(x => x.provider, x => x.i + 1.0);
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
