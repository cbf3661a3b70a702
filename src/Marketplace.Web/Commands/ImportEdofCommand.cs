using System.CommandLine;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>import edof PATH...</c>: providers' catalogues, from files, folders or archives.</summary>
public static class ImportEdofCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Fichiers EDOF (.xml), dossiers ou archives .zip.",
            Arity = ArgumentArity.OneOrMore,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Contrôle et rend compte, sans rien changer." };
        var report = new Option<string?>(
            "--report") { Description = "Écrit le compte-rendu complet dans ce fichier (JSON).", HelpName = "FILE.json" };
        var command = new Command("edof", "Importe des catalogues EDOF. Code de sortie : 0 tout est accepté, 1 une partie est refusée, 2 un fichier est illisible.")
        {
            paths, dryRun, report,
        };
        command.SetAction((parsed, cancel) =>
            RunAsync(parsed, parsed.GetValue(paths)!, parsed.GetValue(dryRun), parsed.GetValue(report), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] paths, bool dryRun, string? reportPath, CancellationToken cancel)
    {
        // Opened first: hours of import must not end on a report that cannot be written.
        FileStream? reportFile = null;
        try
        {
            if (reportPath is not null)
                reportFile = File.Create(reportPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Le compte-rendu ne peut pas être écrit dans {reportPath}.");
            return CommandLine.Unreadable;
        }

        await using (reportFile)
        await using (var session = await CommandSession.OpenAsync(parsed, cancel))
        {
            var limits = session.Services.GetRequiredService<IConfiguration>().GetSection("Import:Edof").Get<ReadingLimits>()
                ?? new ReadingLimits();
            using var sources = SourceFiles.Find(paths, limits);
            foreach (var note in sources.Notes)
                Console.WriteLine(note);
            var import = new EdofImport(
                session.Services.GetRequiredService<ReferenceDataStore>().Current, session.Services.GetRequiredService<TimeProvider>(),
                limits);
            var database = dryRun ? null : session.Services.GetRequiredService<NpgsqlDataSource>();
            var run = new FileImportRun(import);
            var imported = await ImportProgress.ShowAsync(sources.Files.Sum(f => f.Bytes) * 2,
                onBytes => run.RunAsync(sources.Files, database, onBytes, cancel));
            IReadOnlyList<FileReport> reports = [.. sources.Unreadable, .. imported];

            if (reportFile is not null)
                ReportFile.Write(reportFile, reports, dryRun);
            ImportSummary.Print(reports, dryRun, reportPath);
            return reports.Count == 0 ? CommandLine.Unreadable : reports.Max(r => r.ExitStatus);
        }
    }
}
