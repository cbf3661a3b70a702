using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Sheets.Importing;
using Npgsql;

namespace Marketplace.Benchmarks.Import;

/// <summary>A CSV staged, validated and published: a large one against a small one, whose rate it should keep.</summary>
internal static class SheetBenchmark
{
    private const int Large = 50_000, Small = 2_000;

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(
        NpgsqlDataSource database, ReferenceData reference, CancellationToken cancel)
    {
        await PublishAsync(database, reference, "00000000000017", Small, cancel);
        var small = await PublishAsync(database, reference, "00000000000025", Small, cancel);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (peak, alone) = (0L, TimeSpan.Zero);
        var large = await PublishAsync(database, reference, "00000000000033", Large, cancel,
            () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false) - before), elapsed => alone = elapsed);
        return
        [
            BenchmarkRow.OfTimes($"CSV of {Large} rows staged, validated, published", "s", [large.TotalSeconds], null),
            BenchmarkRow.OfRates($"  its rate / that of {Small} rows", "rows/s", [Large / large.TotalSeconds],
            [Small / small.TotalSeconds]),
            BenchmarkRow.OfTimes("  staged and validated alone", "s", [alone.TotalSeconds], null),
            BenchmarkRow.OfTimes("  managed memory at most", "MB", [peak / 1e6], null),
        ];
    }

    private static async Task<TimeSpan> PublishAsync(NpgsqlDataSource database, ReferenceData reference, string siret, int rows,
        CancellationToken cancel, Action? sample = null, Action<TimeSpan>? judged = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
                SampleOffers.Csv(file, siret, rows);
            using var sources = SourceFiles.Find([path], kind: new FileKind("", [""], IsArchive: true));
            var watch = Stopwatch.StartNew();
            if (judged is not null)
            {
                new SheetImport(reference, TimeProvider.System).Validate(sources.Files[0], _ => sample?.Invoke(), cancel);
                judged(watch.Elapsed);
            }
            watch.Restart();
            var reports = await new FileImportRun(new SheetImport(reference, TimeProvider.System))
                .RunAsync(sources.Files, database, _ => sample?.Invoke(), cancel);
            if (reports.Single() is not { ExitStatus: 0 } report || report.Sessions.Accepted != rows)
                throw new InvalidOperationException($"The file was not accepted: {string.Join('\n', reports[0].Messages.Take(5))}");
            return watch.Elapsed;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
