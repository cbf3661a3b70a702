using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Import;

/// <summary>
/// The EDOF import on a private cluster as users run it (fsync on): whole files, the same again without a change, and
/// the writing alone against the row-by-row baseline, on the same accepted items. Then catalogues as CSV, and uploads of providers.
/// </summary>
public static class ImportBenchmark
{
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string input, int sample, CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        try
        {
            await using var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel);
            var store = new ReferenceDataStore(database.Source);
            var reference = await store.OpenAsync(cancel);
            var (first, items) = await WholeAsync(database.Source, reference, input, cancel);
            var (again, _) = await WholeAsync(database.Source, reference, input, cancel);
            var catalogues = await CatalogueSample.ReadAsync(database.Source, reference, sample, cancel);

            var ours = await WriteAllAsync(await FreshAsync(database, "bench_ours", cancel), catalogues, WriteOursAsync, cancel);
            var baseline = await WriteAllAsync(await FreshAsync(database, "bench_rows", cancel), catalogues, RowByRow.WriteAsync, cancel);
            var sheets = await SheetBenchmark.RunAsync(await FreshAsync(database, "bench_sheets", cancel), reference, cancel);
            return
            [
                BenchmarkRow.OfTimes($"import of the whole set ({items} items)", "s", [first.TotalSeconds], null),
                BenchmarkRow.OfRates("  its rate", "items/s", [items / first.TotalSeconds], null),
                BenchmarkRow.OfTimes("the same again: nothing to change", "s", [again.TotalSeconds], [first.TotalSeconds]),
                BenchmarkRow.OfRates($"writing {catalogues.Count} catalogues / row by row", "items/s", ours, baseline),
                .. sheets,
                .. await UploadsAsync(database, store, cancel),
            ];
        }
        finally
        {
            Directory.Delete(directory.Path, true);
        }
    }

    /// <summary>Uploads of providers alone.</summary>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunUploadsAsync(CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        try
        {
            await using var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel);
            var store = new ReferenceDataStore(database.Source);
            await store.OpenAsync(cancel);
            return await UploadsAsync(database, store, cancel);
        }
        finally
        {
            Directory.Delete(directory.Path, true);
        }
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> UploadsAsync(
        MarketplaceDatabase database, ReferenceDataStore store, CancellationToken cancel)
    {
        await using var fresh = await FreshAsync(database, "bench_uploads", cancel);
        return await UploadBenchmark.RunAsync(fresh, store, cancel);
    }

    private static async Task<(TimeSpan Elapsed, int Items)> WholeAsync(
        NpgsqlDataSource database, ReferenceData reference, string input, CancellationToken cancel)
    {
        var limits = new ReadingLimits();
        using var sources = SourceFiles.Find([input], limits);
        var watch = Stopwatch.StartNew();
        var reports = await new FileImportRun(new EdofImport(reference, TimeProvider.System, limits))
            .RunAsync(sources.Files, database, _ => { }, cancel);
        return (watch.Elapsed, reports.Sum(r => r.Formations.Accepted + r.Actions.Accepted + r.Sessions.Accepted));
    }

    private static async Task<NpgsqlDataSource> FreshAsync(MarketplaceDatabase database, string name, CancellationToken cancel)
    {
        await database.PrivateServer!.EnsureDatabaseAsync(name, cancel);
        var source = NpgsqlDataSource.Create(database.PrivateServer.ConnectionString(name));
        await MigrationRunner.MigrateAsync(source, cancel);
        return source;
    }

    /// <summary>Items a second over all catalogues, after one for warming up.</summary>
    private static async Task<List<double>> WriteAllAsync(
        NpgsqlDataSource database, IReadOnlyList<(string Siret, List<AcceptedOffer> Offers)> catalogues,
        Func<NpgsqlDataSource, string, IReadOnlyList<AcceptedOffer>, CancellationToken, Task> write, CancellationToken cancel)
    {
        await using (database)
        {
            await write(database, "99900000000000", catalogues[0].Offers, cancel);
            var watch = Stopwatch.StartNew();
            foreach (var (siret, offers) in catalogues)
                await write(database, siret, offers, cancel);
            return [catalogues.Sum(c => c.Offers.Sum(o => 1 + o.Actions.Sum(a => 1 + a.Sessions.Count))) / watch.Elapsed.TotalSeconds];
        }
    }

    private static async Task WriteOursAsync(
        NpgsqlDataSource database, string siret, IReadOnlyList<AcceptedOffer> offers, CancellationToken cancel)
    {
        await using var import = await CatalogueImport.BeginAsync(database, siret, cancel);
        foreach (var offer in offers)
            await import.AddAsync(offer, cancel);
        await import.CommitAsync(true, cancel);
    }
}
