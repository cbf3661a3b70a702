using System.Diagnostics;
using Dapper;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Benchmarks.Editing;

/// <summary>
/// A form's change, read, changed and saved in one transaction: by a context, against the same in SQL; and the first one of a process.
/// </summary>
internal static class EditBenchmark
{
    private const int Rounds = 15;

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int changes, CancellationToken cancel)
    {
        await using var database = await TestDatabase.CreateAsync();
        var id = Guid.NewGuid();
        await database.Source.InTransactionAsync(connection => connection.ExecuteAsync("""
            CREATE TABLE edited (id uuid PRIMARY KEY, name text NOT NULL, roles text[] NOT NULL, since timestamptz NOT NULL DEFAULT now());
            INSERT INTO edited (id, name, roles) VALUES (@id, 'Avant', '{bookings,billing}')
            """, new { id }), cancel);
        Figures ours = new(), baseline = new();
        var started = Stopwatch.GetTimestamp();
        await EditAsync(database.Source, id, "première", cancel);
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        for (var round = -1; round < Rounds; round++)
        {
            await MeasureAsync(ours, EditAsync);
            await MeasureAsync(baseline, UpdateAsync);
            // The first round warms up.
            if (round < 0)
                (ours, baseline) = (new Figures(), new Figures());
        }
        return
        [
            BenchmarkRow.OfTimes("first change of a process", "ms", [first], null),
            BenchmarkRow.OfTimes("read, change, save; baseline: SQL", "ms", ours.Times, baseline.Times),
            BenchmarkRow.OfTimes("read, change, save; baseline: SQL", "KB", ours.Kilobytes, baseline.Kilobytes),
        ];

        async Task MeasureAsync(Figures figures, Func<NpgsqlDataSource, Guid, string, CancellationToken, Task> change)
        {
            // Of all threads: the work moves between them.
            var (allocated, begun) = (GC.GetTotalAllocatedBytes(true), Stopwatch.GetTimestamp());
            for (var i = 0; i < changes; i++)
                await change(database.Source, id, $"nom {i}", cancel);
            figures.Times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds / changes);
            figures.Kilobytes.Add((GC.GetTotalAllocatedBytes(true) - allocated) / 1024.0 / changes);
        }
    }

    private static Task EditAsync(NpgsqlDataSource database, Guid id, string name, CancellationToken cancel) =>
        database.EditAsync(async (EditedContext all) =>
    {
        var edited = await all.Set<Edited>().SingleAsync(e => e.Id == id, cancel);
        edited.Name = name;
        return edited;
    }, cancel);

    private static Task UpdateAsync(NpgsqlDataSource database, Guid id, string name, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
    {
        var (_, _, _, version) = await connection.QuerySingleAsync<(string, string[], DateTime, uint)>(
            "SELECT name, roles, since, xmin FROM edited WHERE id = @id", new { id });
        if (await connection.ExecuteAsync(
            "UPDATE edited SET name = @name WHERE id = @id AND xmin = @version::text::xid", new { id, name, version = (long)version }) != 1)
            throw new InvalidOperationException("Nobody else changes it.");
    }, cancel);

    private sealed class EditedContext : MarketplaceContext
    {
        protected override void Map(ModelBuilder model) => model.Entity<Edited>().ToTable("edited");
    }

    private sealed class Edited : EditedRow
    {
        public Guid Id { get; init; }
        public required string Name { get; set; }
        public required string[] Roles { get; set; }
        public DateTimeOffset Since { get; init; }
    }

    private sealed class Figures
    {
        public List<double> Times { get; } = [];
        public List<double> Kilobytes { get; } = [];
    }
}
