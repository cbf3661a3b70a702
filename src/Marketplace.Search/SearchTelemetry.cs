using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Marketplace.Search;

/// <summary>Search's instruments. Tags never hold what people typed.</summary>
internal static class SearchTelemetry
{
    // The meter's and source's name of the whole program: exporters ask for it once.
    private const string Name = "Marketplace";
    private static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Traces = new(Name);

    /// <summary>Time to answer one search.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "marketplace.search.duration", "ms", "Time to answer one search",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });
}
