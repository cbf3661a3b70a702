using System.Diagnostics;
using DuckDB.NET.Data;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Demo.History;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.Questions;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Benchmarks.Statistics;

/// <summary>
/// Statistics of many bookings: the public's questions from the edition and an analyst's from the facts, each against plain SQL over the
/// facts and against DuckDB over the same facts as Parquet; the edition made, events read, facts rebuilt.
/// </summary>
public static class StatisticsBenchmark
{
    private const int Rounds = 15;

    private static readonly (string Work, string Query, string Sql)[] Public =
    [
        ("public: by month", "measures=bookings,learners,amountCents&by=month",
            "SELECT validated, count(*), count(DISTINCT learner), sum(price) FROM f GROUP BY 1"),
        ("public: by month and domain", "measures=bookings,learners,amountCents&by=month,domain",
            "SELECT validated, domain, count(*), count(DISTINCT learner), sum(price) FROM f GROUP BY 1, 2"),
        ("public: by département", "measures=bookings,learners&by=trainingDepartment&from=2025-01&to=2025-12",
            "SELECT training_department, count(*), count(DISTINCT learner) FROM f WHERE validated BETWEEN DATE '2025-01-01' AND DATE '2025-12-01' GROUP BY 1"),
    ];

    private static readonly (string Work, string Query, string Sql)[] Analyst =
    [
        ("analyst: year × département × sex", "measures=bookings,learners&by=year,trainingDepartment,sex",
            "SELECT extract(year FROM validated), training_department, sex, count(*), count(DISTINCT learner) FROM f GROUP BY 1, 2, 3"),
        ("analyst: domain × age of a year", "measures=bookings,learners,amountCents&by=domain,ageClass&from=2025-01&to=2025-12",
            "SELECT domain, age_class, count(*), count(DISTINCT learner), sum(price) FROM f WHERE validated BETWEEN DATE '2025-01-01' AND DATE '2025-12-01' GROUP BY 1, 2"),
        ("analyst: situation of one domain, by month", "measures=bookings,learners&by=month,situation&domain=326",
            "SELECT validated, situation, count(*), count(DISTINCT learner) FROM f WHERE domain LIKE '326%' GROUP BY 1, 2"),
    ];

    /// <param name="bookings">Facts that are made up.</param>
    /// <param name="history">Dossiers of the demo's past, for reading events and rebuilding.</param>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(int bookings, int history, CancellationToken cancel)
    {
        await using var test = await TestDatabase.CreateAsync();
        var rows = new List<BenchmarkRow>();
        rows.AddRange(await IngestAsync(test.Source, history, cancel));
        await FillAsync(test.Source, bookings, cancel);
        var watch = Stopwatch.StartNew();
        var clock = TimeProvider.System;
        var settings = new StatisticsSettings();
        await new EditionPublishing(test.Source, settings, clock).PublishDueAsync(cancel);
        rows.Add(BenchmarkRow.OfTimes($"edition of {bookings:N0} facts", "s", [watch.Elapsed.TotalSeconds], null));
        var parquet = Path.Combine(Directory.CreateTempSubdirectory("bench-statistics-").FullName, "facts.parquet");
        try
        {
            await using var duck = await DuckAsync(test.Source, parquet, cancel);
            var edition = (await new Editions(test.Source).LatestAsync(cancel))!;
            foreach (var (work, query, sql) in Public)
                rows.AddRange(await CompareAsync(work, sql, test.Source, duck, () =>
                {
                    _ = PublicAnswers.Of(edition, Read(query)).Answer!.Rows.Count;
                    return Task.CompletedTask;
                }, cancel));
            var analysts = new AnalystAnswers(test.Source, settings);
            foreach (var (work, query, sql) in Analyst)
                rows.AddRange(await CompareAsync(work, sql, test.Source, duck, () => analysts.OfAsync(Read(query), cancel), cancel));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(parquet)!, recursive: true);
        }
        return rows;
    }

    private static async Task<IEnumerable<BenchmarkRow>> IngestAsync(NpgsqlDataSource database, int history, CancellationToken cancel)
    {
        using var reference = new ReferenceDataStore(database);
        await reference.OpenAsync(cancel);
        await DemoCatalogue.AddAsync(database, reference.Current, 500, 1, TimeProvider.System.Today(), null, cancel);
        var watch = Stopwatch.StartNew();
        await new DemoHistory(database, reference, RuleBook.Current, TimeProvider.System)
            .EnsureAsync(history, DemoHistory.UsualYears, null, cancel);
        var made = history / watch.Elapsed.TotalSeconds;
        var feed = new FactFeed(
            database, new IdentityVault(
            new MasterKeys("bench", new Dictionary<string, byte[]> { ["bench"] = new byte[MasterKeys.KeyLength] })), TimeProvider.System);
        watch.Restart();
        await feed.RebuildAsync(cancel);
        var rebuilt = history / watch.Elapsed.TotalSeconds;
        // The same events once more, as if they had just happened.
        await ExecuteAsync(database, "UPDATE statistics_feed SET xid = '0', id = 0", cancel);
        watch.Restart();
        var read = (await feed.RunAsync(cancel)).Events / watch.Elapsed.TotalSeconds;
        return
        [
            BenchmarkRow.OfRates("the demo's past, with its ledger", "dossiers/s", [made], null),
            BenchmarkRow.OfRates("facts rebuilt", "dossiers/s", [rebuilt], null),
            BenchmarkRow.OfRates("events read", "events/s", [read], null),
        ];
    }

    private static async Task<IEnumerable<BenchmarkRow>> CompareAsync(
        string work, string sql, NpgsqlDataSource database, DuckDBConnection duck, Func<Task> ours, CancellationToken cancel)
    {
        var own = await TimesAsync(ours);
        var plain = await TimesAsync(
            () => ReadAllAsync(database,
            sql.Replace(" f ", " (SELECT * FROM statistics_booking WHERE validated IS NOT NULL) f ", StringComparison.Ordinal), cancel));
        var columns = await TimesAsync(async () =>
        {
            await using var command = duck.CreateCommand();
            command.CommandText = sql.Replace(" f ", " facts WHERE validated IS NOT NULL AND true ", StringComparison.Ordinal)
                .Replace("true  WHERE", "", StringComparison.Ordinal).Replace("true WHERE", "", StringComparison.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
            }
        });
        return [BenchmarkRow.OfTimes($"{work}, against plain SQL", "ms", own, plain),
            BenchmarkRow.OfTimes($"{work}, against DuckDB over Parquet", "ms", own, columns)];
    }

    private static async Task<List<double>> TimesAsync(Func<Task> work)
    {
        await work();
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    /// <summary>Facts by the million, skewed as real ones are.</summary>
    private static Task FillAsync(NpgsqlDataSource database, int bookings, CancellationToken cancel) => ExecuteAsync(database, $"""
        DELETE FROM statistics_booking;
        INSERT INTO statistics_booking SELECT decode(lpad(to_hex(i), 32, '0'), 'hex'), hashint8(i % ({bookings} * 4 / 5)), hashint8(i % 9000), m, m,
            CASE WHEN i % 9 > 0 THEN (m + interval '1 month')::date END, CASE WHEN i % 9 > 0 THEN 'service-validated' ELSE 'cancelled-by-learner' END, CASE WHEN i % 9 > 0 THEN 5 ELSE 3 END,
            (ARRAY['rncp', 'rs', 'driving-licence', 'skills-review'])[1 + (i / 7) % 4], 'RS' || i % 3000, d, left(d, 2), (ARRAY['in-person', 'remote', 'blended'])[1 + i % 3],
            lpad(((i / 3) % 18)::text, 2, '0'), lpad(((i / 3) % 18)::text, 2, '0') || (i / 5) % 6, lpad(((i / 11) % 18)::text, 2, '0'), lpad(((i / 11) % 18)::text, 2, '0') || (i / 13) % 6,
            (ARRAY['under-25', '25-34', '35-44', '45-54', '55-64'])[1 + (i / 17) % 5], (ARRAY['female', 'male'])[1 + (i / 19) % 2], (ARRAY['employee', 'jobseeker', 'self-employed'])[1 + (i / 23) % 3],
            '1000-1499', '21-34', 30, 120000, 10000, 110000, 0, 0, 0, 0, 0, 0, 0, 2, 3, 30, 20
        FROM (SELECT i, (DATE '2021-01-01' + (i % 70) * interval '1 month')::date AS m, (300 + floor(power((hashint8(i * 31) & 65535) / 65536.0, 2) * 90))::int::text AS d
            FROM generate_series(1, {bookings}) i) x;
        ANALYZE statistics_booking
        """, cancel);

    private static async Task<DuckDBConnection> DuckAsync(NpgsqlDataSource database, string parquet, CancellationToken cancel)
    {
        var csv = parquet + ".csv";
        await using (var connection = await database.OpenConnectionAsync(cancel))
        await using (var file = File.CreateText(csv))
        {
            using var copy = await connection.BeginTextExportAsync("COPY statistics_booking TO STDOUT (FORMAT csv, HEADER)", cancel);
            var buffer = new char[1 << 16];
            while (await copy.ReadAsync(buffer, cancel) is > 0 and var length)
                await file.WriteAsync(buffer.AsMemory(0, length), cancel);
        }
        var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync(cancel);
        await using var command = duck.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM read_csv('{csv}', types = {{'domain': 'VARCHAR', 'training_department': 'VARCHAR'}})) TO '{parquet}' (FORMAT parquet); CREATE VIEW facts AS SELECT * FROM '{parquet}'";
        await command.ExecuteNonQueryAsync(cancel);
        return duck;
    }

    private static StatisticsQuery Read(string query) =>
        QueryReader.Read(query.Split('&').Select(part => part.Split('=')).GroupBy(part => part[0])
        .Select(parts => KeyValuePair.Create(parts.Key, (IReadOnlyList<string>)[.. parts.Select(part => part[1])]))).Query!;

    private static async Task ReadAllAsync(NpgsqlDataSource database, string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
