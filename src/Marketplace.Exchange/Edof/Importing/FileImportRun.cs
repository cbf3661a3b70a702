using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Telemetry;
using Npgsql;

namespace Marketplace.Exchange.Edof.Importing;

/// <summary>Imports many files, some side by side.</summary>
public sealed class FileImportRun(FileImport import, int workers = 2)
{
    /// <summary>Imports the files; a report each, in their order.</summary>
    /// <param name="database">Null: a trial that changes nothing (<c>--dry-run</c>).</param>
    /// <param name="onBytes">Told of progress: bytes out of twice the files' sizes (each is read twice). Called from several
    /// threads.</param>
    public async Task<IReadOnlyList<FileReport>> RunAsync(IReadOnlyList<SourceFile> files, NpgsqlDataSource? database,
        Action<long>? onBytes = null, CancellationToken cancel = default)
    {
        var reports = new FileReport[files.Count];
        var turns = new SiretTurns(files.Count);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, files.Count), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel },
            async (index, stop) => reports[index] = await ImportAsync(files, index, database, turns, onBytes, stop));
        return reports;
    }

    private async Task<FileReport> ImportAsync(IReadOnlyList<SourceFile> files, int index, NpgsqlDataSource? database,
        SiretTurns turns, Action<long>? onBytes, CancellationToken cancel)
    {
        var (file, left) = (files[index], files[index].Bytes * 2);
        void OnRead(int bytes)
        {
            left -= bytes;
            onBytes?.Invoke(bytes);
        }

        var done = new TaskCompletionSource();
        try
        {
            using var readings = import.Open(file, OnRead);
            var report = import.Validate(readings, file.Name, null, cancel);
            var again = await turns.WaitAsync(index, report.Status == FileStatus.Rejected ? null : report.Siret, done.Task, cancel);
            if (database is not null)
                report = await FileImport.ApplyAsync(database, readings, report, cancel);
            Measure(report);
            if (again)
                report = report with { Messages = [.. report.Messages, Again(report)] };
            return report;
        }
        finally
        {
            done.SetResult();
            onBytes?.Invoke(left);
        }
    }

    private static void Measure(FileReport report)
    {
        var sum = report.Formations + report.Actions + report.Sessions;
        MarketplaceTelemetry.ImportedItems.Add(sum.Accepted, new KeyValuePair<string, object?>("outcome", "accepted"));
        MarketplaceTelemetry.ImportedItems.Add(sum.Rejected, new KeyValuePair<string, object?>("outcome", "rejected"));
    }

    private static ImportMessage Again(FileReport report) =>
        new(ImportCodes.SiretAgain, null, null, null, null, $"SIRET {report.Siret}. {ImportCodes.SiretAgain.Remedy}");
}
