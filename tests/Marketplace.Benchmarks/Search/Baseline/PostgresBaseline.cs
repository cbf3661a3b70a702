using System.Diagnostics;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Search;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Search.Baseline;

/// <summary>A private cluster with the documents in it, and the time that its full text search takes for the same queries.</summary>
internal sealed class PostgresBaseline : IAsyncDisposable
{
    private const string Database = "baseline";
    private const int Warmup = 1;
    private const int Runs = 5;

    private readonly DataDirectory directory = ServerProcess.NewDirectory();
    private PrivateServer? cluster;
    private NpgsqlDataSource? source;

    /// <summary>Seconds that filling and indexing took.</summary>
    public double BuildSeconds { get; private set; }

    public static async Task<PostgresBaseline> FillAsync(int actions, SyntheticActions documents, CancellationToken cancel)
    {
        var baseline = new PostgresBaseline();
        var settings = new PrivateServerSettings(Durable: false);
        using (var first = await PrivateServer.OpenAsync(baseline.directory, settings, cancel))
        {
            await using var tuning = new NpgsqlConnection(first.ConnectionString("postgres") + ";Pooling=false");
            await tuning.OpenAsync(cancel);
            foreach (var sql in (string[])[
                "ALTER SYSTEM SET shared_buffers = '2GB'", "ALTER SYSTEM SET jit = off", "ALTER SYSTEM SET work_mem = '256MB'",
                "ALTER SYSTEM SET random_page_cost = 1.1"])
            {
                await using var command = new NpgsqlCommand(sql, tuning);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        // Started anew: the size of the buffers is read at the start.
        baseline.cluster = await PrivateServer.OpenAsync(baseline.directory, settings, cancel);
        await baseline.cluster.EnsureDatabaseAsync(Database, cancel);
        baseline.source = NpgsqlDataSource.Create(baseline.cluster.ConnectionString(Database));
        await using var connection = await baseline.source.OpenConnectionAsync(cancel);
        var started = Stopwatch.GetTimestamp();
        await BaselineTables.FillAsync(connection, actions, documents, cancel);
        baseline.BuildSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return baseline;
    }

    /// <summary>Milliseconds of the query without and with parallel workers, whichever is better.</summary>
    /// <exception cref="InvalidOperationException">The total differs from the engine's.</exception>
    public async Task<double[]> TimesAsync(string shape, EngineQuery query, string? misspelt, int total, CancellationToken cancel)
    {
        var alone = await TimesAsync(shape, query, misspelt, total, 0, cancel);
        var parallel = await TimesAsync(shape, query, misspelt, total, 2, cancel);
        return alone.Order().ElementAt(Runs / 2) <= parallel.Order().ElementAt(Runs / 2) ? alone : parallel;
    }

    /// <summary>Queries a second of the mix on so many connections.</summary>
    public async Task<double> RateAsync(
        IReadOnlyList<(EngineQuery Query, string? Misspelt)> mix, int connections, TimeSpan time, CancellationToken cancel)
    {
        var answered = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async first =>
        {
            await using var connection = await OpenAsync(0, cancel);
            for (var i = first; clock.Elapsed < time; i++)
            {
                await AskAsync(connection, mix[i % mix.Count].Query, mix[i % mix.Count].Misspelt, cancel);
                Interlocked.Increment(ref answered);
            }
        }));
        return answered / clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        cluster?.Dispose();
        Directory.Delete(directory.Path, recursive: true);
    }

    private async Task<double[]> TimesAsync(
        string shape, EngineQuery query, string? misspelt, int total, int workers, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(workers, cancel);
        var times = new double[Runs];
        for (var i = -Warmup; i < Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await AskAsync(connection, query, misspelt, cancel);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (found != total)
                throw new InvalidOperationException($"« {shape} »: PostgreSQL finds {found}, the engine {total}.");
        }
        return times;
    }

    private async Task<NpgsqlConnection> OpenAsync(int workers, CancellationToken cancel)
    {
        var connection = await source!.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand($"SET max_parallel_workers_per_gather = {workers}", connection);
        await command.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    private static async Task<long> AskAsync(NpgsqlConnection connection, EngineQuery query, string? misspelt, CancellationToken cancel)
    {
        if (misspelt is not null)
        {
            await using var correction = new NpgsqlCommand(BaselineQuery.Correction(misspelt), connection);
            await correction.ExecuteScalarAsync(cancel);
        }
        await using var command = new NpgsqlCommand(BaselineQuery.Of(query), connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var total = -1L;
        while (await reader.ReadAsync(cancel))
            if (reader.GetString(0) == "total")
                total = reader.GetInt64(2);
        return total;
    }
}
