using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Reference;
using Npgsql;

namespace Marketplace.Benchmarks.Import;

/// <summary>
/// A provider's upload through the space's own service: received, staged row by row, compared, published with what it needs to be undone,
/// and undone. A large one against a small one, whose rate it should keep.
/// </summary>
internal static class UploadBenchmark
{
    private const int LargeActions = 10_000, LargeRows = 50_000, Small = 2_000;

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(
        NpgsqlDataSource database, ReferenceDataStore reference, CancellationToken cancel)
    {
        await using var run = new UploadRun(database, reference, cancel);
        await UploadAsync(run, "00000000000041", SampleOffers.Edof, Small);
        var smallEdof = await UploadAsync(run, "00000000000058", SampleOffers.Edof, Small);
        var edof = await UploadAsync(run, "00000000000066", SampleOffers.Edof, LargeActions);
        var smallCsv = await UploadAsync(run, "00000000000074", SampleOffers.Csv, Small);
        var csv = await UploadAsync(run, "00000000000082", SampleOffers.Csv, LargeRows);
        return [.. Rows("EDOF", "actions", LargeActions, edof, smallEdof), .. Rows("CSV", "rows", LargeRows, csv, smallCsv)];
    }

    private static IEnumerable<BenchmarkRow> Rows(string format, string unit, int size, Times large, Times small) =>
    [
        BenchmarkRow.OfTimes($"upload of {format}, {size} {unit}: staged, validated, published", "s", [large.Total], null),
        BenchmarkRow.OfRates($"  its rate / that of {Small} {unit}", $"{unit}/s", [size / large.Total], [Small / small.Total]),
        BenchmarkRow.OfTimes("  staged, validated, compared alone", "s", [large.Staged], null),
        BenchmarkRow.OfTimes("  undone", "s", [large.Undone], null),
        BenchmarkRow.OfTimes($"  managed memory at most / of {Small} {unit}", "MB", [large.Peak / 1e6], [small.Peak / 1e6]),
    ];

    private sealed record Times(double Staged, double Total, double Undone, long Peak);

    private static async Task<Times> UploadAsync(UploadRun run, string siret, Action<Stream, string, int> write, int size)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var peak = new Peak(before);
        var watch = Stopwatch.StartNew();
        var upload = await run.StageAsync(siret, write, size);
        var staged = watch.Elapsed.TotalSeconds;
        await upload.PublishAsync();
        var total = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await upload.UndoAsync();
        return new(staged, total, watch.Elapsed.TotalSeconds, peak.Bytes);
    }

    /// <summary>Looks at the memory in use often enough to see its highest.</summary>
    private sealed class Peak : IDisposable
    {
        private readonly Timer timer;
        private long bytes;

        public Peak(long before) =>
            timer = new(_ => Interlocked.Exchange(ref bytes, Math.Max(Interlocked.Read(ref bytes), GC.GetTotalMemory(false) - before)),
                null, 0, 50);

        public long Bytes => Interlocked.Read(ref bytes);

        public void Dispose() => timer.Dispose();
    }
}
