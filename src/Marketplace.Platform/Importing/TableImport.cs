using Npgsql;

namespace Marketplace.Platform.Importing;

/// <summary>Imports of one table from one kind of file, several files in a run: each in a transaction of its own.</summary>
public static class TableImport
{
    /// <param name="columns">The columns of the files, as <see cref="CsvTable"/> takes them.</param>
    /// <param name="apply">Applies the accepted lines of one file; tells how many were new or changed.</param>
    public static Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, (string Column, string[] Names)[] columns,
        Func<NpgsqlConnection, CsvTable, ReferenceFileReport, Task<int>> apply, CancellationToken cancel) =>
        RunAsync(database, ReferenceInput.Find(path), dryRun, columns, apply, cancel);

    /// <inheritdoc cref="RunAsync(NpgsqlDataSource, string, bool, ValueTuple{string, string[]}[], Func{NpgsqlConnection, CsvTable,
    /// ReferenceFileReport, Task{int}}, CancellationToken)"/>
    public static async Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, IReadOnlyList<ReferenceInput> inputs, bool dryRun, (string Column, string[] Names)[] columns,
        Func<NpgsqlConnection, CsvTable, ReferenceFileReport, Task<int>> apply, CancellationToken cancel)
    {
        var reports = new List<ReferenceFileReport>();
        foreach (var input in inputs)
        {
            var report = new ReferenceFileReport(input.Name);
            reports.Add(report);
            await ReferenceTransaction.RunAsync(database, report, dryRun, async connection =>
            {
                using var table = new CsvTable(input, report, columns);
                report.Changed = await apply(connection, table, report);
            }, cancel);
        }
        return new(dryRun, reports);
    }
}
