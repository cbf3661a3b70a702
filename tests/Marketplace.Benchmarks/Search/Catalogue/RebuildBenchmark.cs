using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Data;
using Marketplace.Search.Embedded;
using Marketplace.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Benchmarks.Search.Catalogue;

/// <summary>
/// The index built anew from a write side of so many actions in a private cluster, as <c>index rebuild</c> does; its
/// parts one by one on a tenth of them; and the pages of a server that has it.
/// </summary>
internal sealed class RebuildBenchmark(int actions, int seed)
{
    public async Task<IReadOnlyList<BenchmarkRow>> RunAsync(CancellationToken cancel)
    {
        var directory = ServerProcess.NewDirectory();
        var rows = new List<BenchmarkRow>();
        try
        {
            await using (var database = await MarketplaceDatabase.OpenAsync(null, null, directory, cancel: cancel))
            {
                var reference = new ReferenceDataStore(database.Source);
                var data = await reference.OpenAsync(cancel);
                var catalogue = new SyntheticCatalogue(
                    database.PrivateServer!.ConnectionString(MarketplaceDatabase.PrivateName), data.Places.All);
                rows.Add(await TimeAsync(
                    "write side filled (COPY)", () => catalogue.FillAsync(actions, new SyntheticActions(seed), cancel)));
                rows.AddRange(await PartsAsync(database, data, cancel));
                rows.Add(await TimeAsync(
                    $"index rebuilt from PostgreSQL, {actions} actions", () => RebuildAsync(database, reference, directory, cancel)));
            }
            rows.AddRange(await PageBenchmark.RunAsync(directory, cancel));
            return rows;
        }
        finally
        {
            Directory.Delete(directory.Path, recursive: true);
        }
    }

    private static async Task RebuildAsync(
        MarketplaceDatabase database, ReferenceDataStore reference, DataDirectory directory, CancellationToken cancel)
    {
        await using var index = EmbeddedIndex.Open(Path.Combine(directory.Path, "index"));
        var actionRows = new ActionRows(database.Source);
        var projector = new Projector(
            actionRows, new DeadLetters(database.Source), () => reference.Current, NullLogger<Projector>.Instance);
        await using var rebuild = await new IndexRebuild(database.Source, index, actionRows, projector).BeginAsync(cancel);
        await rebuild.FillAsync(null, cancel);
        await rebuild.ReplayAsync(cancel);
        await rebuild.SwapAsync(cancel);
    }

    /// <summary>Reading and building documents alone, one after the other, scaled to all actions.</summary>
    private async Task<IReadOnlyList<BenchmarkRow>> PartsAsync(
        MarketplaceDatabase database, ReferenceData reference, CancellationToken cancel)
    {
        var (reading, building, count) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        var builder = new DocumentBuilder(reference);
        var enough = Math.Max(actions / 10, RunningRebuild.BatchSize);
        await using var scan = await ActionScan.BeginAsync(database.Source, RunningRebuild.BatchSize, cancel);
        await using var reader = await scan.JoinAsync(cancel);
        var started = Stopwatch.GetTimestamp();
        while (count < enough && await reader.NextAsync(cancel) is { } batch)
        {
            reading += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            foreach (var row in batch)
                builder.Change(row);
            building += Stopwatch.GetElapsedTime(started);
            count += batch.Count;
            started = Stopwatch.GetTimestamp();
        }
        var scale = (double)actions / count;
        return
        [
            BenchmarkRow.OfTimes("  reading alone (from a tenth)", "s", [reading.TotalSeconds * scale], null),
            BenchmarkRow.OfTimes("  building documents alone (from a tenth)", "s", [building.TotalSeconds * scale], null),
        ];
    }

    private static async Task<BenchmarkRow> TimeAsync(string work, Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return BenchmarkRow.OfTimes(work, "s", [Stopwatch.GetElapsedTime(started).TotalSeconds], null);
    }
}
