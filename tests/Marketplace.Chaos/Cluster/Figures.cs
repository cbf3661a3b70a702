using System.Globalization;

namespace Marketplace.Chaos.Cluster;

/// <summary>Times for a report.</summary>
internal static class Figures
{
    /// <summary>Count, median, 95th percentile and maximum of milliseconds.</summary>
    public static string Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0 ? "none"
            : string.Create(CultureInfo.InvariantCulture,
                $"{sorted.Count}, median {At(0.5):F0} ms, p95 {At(0.95):F0} ms, max {sorted[^1]:F0} ms");

        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    /// <summary>Each reason with how often it came, the most frequent first.</summary>
    public static IEnumerable<string> Reasons(IEnumerable<SearchOutcome> failed) => failed
        .GroupBy(f => f.Reason).OrderByDescending(g => g.Count())
        .Select(g => string.Create(
            CultureInfo.InvariantCulture,
            $"{g.Count()} × {g.Key} (first at {g.Min(f => f.At.TotalSeconds):F1} s, longest {g.Max(f => f.Milliseconds):F0} ms)"));
}
