namespace Marketplace.Benchmarks.Reporting;

/// <summary>One line of a benchmark's table; ours and the baseline were measured in the same run.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Unit">Of the figures, such as ms or items/s.</param>
/// <param name="Baseline">Null where there is nothing to compare with.</param>
/// <param name="Ratio">How many times better ours is, whichever direction is better.</param>
public sealed record BenchmarkRow(string Work, string Unit, double Ours, double? Baseline, double? Ratio, double Median, double P95)
{
    /// <summary>Rates: more is better.</summary>
    public static BenchmarkRow OfRates(string work, string unit, IReadOnlyList<double> ours, IReadOnlyList<double>? baseline) =>
        Of(work, unit, ours, baseline, (o, b) => o / b);

    /// <summary>Times: less is better.</summary>
    public static BenchmarkRow OfTimes(string work, string unit, IReadOnlyList<double> ours, IReadOnlyList<double>? baseline) =>
        Of(work, unit, ours, baseline, (o, b) => b / o);

    private static BenchmarkRow Of(
        string work, string unit, IReadOnlyList<double> ours, IReadOnlyList<double>? baseline, Func<double, double, double> ratio)
    {
        var median = Percentile(ours, 0.5);
        double? other = baseline is null ? null : Percentile(baseline, 0.5);
        return new(work, unit, median, other, other is { } b ? ratio(median, b) : null, median, Percentile(ours, 0.95));
    }

    /// <summary>Nearest-rank percentile.</summary>
    public static double Percentile(IReadOnlyList<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
