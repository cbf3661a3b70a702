using System.CommandLine;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>import edof PATH...</c> and <c>import csv PATH...</c>: providers' catalogues, from files, folders or archives.</summary>
public static class ImportCatalogueCommand
{
    /// <summary>The official XML.</summary>
    public static Command Edof() => Create("edof", "Importe des catalogues EDOF.", "Fichiers EDOF (.xml), dossiers ou archives .zip.",
        FileKind.Edof, (services, limits) => new EdofImport(Reference(services), Clock(services), limits));

    /// <summary>CSV and Excel.</summary>
    public static Command Sheets() => Create("csv", "Importe des catalogues en CSV ou en Excel, par les mêmes règles.",
        "Fichiers CSV ou Excel (.xlsx), dossiers ou archives .zip.", SheetImport.Kind, (services, limits) => new SheetImport(
            Reference(services), Clock(services), limits, Section<SheetLimits>(services, "Import:Sheets")));

    private static Command Create(
        string name, string what, string files, FileKind kind, Func<IServiceProvider, ReadingLimits, FileImport> import)
    {
        var paths = new Argument<string[]>("PATH") { Description = files, Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Contrôle et rend compte, sans rien changer." };
        var report = new Option<string?>(
            "--report") { Description = "Écrit le compte-rendu complet dans ce fichier (JSON).", HelpName = "FILE.json" };
        var command = new Command(
            name, $"{what} Code de sortie : 0 tout est accepté, 1 une partie est refusée, 2 un fichier est illisible.")
        {
            paths, dryRun, report,
        };
        command.SetAction((parsed, cancel) =>
            RunAsync(parsed, parsed.GetValue(paths)!, kind, import, parsed.GetValue(dryRun), parsed.GetValue(report), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] paths, FileKind kind,
        Func<IServiceProvider, ReadingLimits, FileImport> import, bool dryRun, string? reportPath, CancellationToken cancel)
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
            var limits = Section<ReadingLimits>(session.Services, "Import:Edof");
            using var sources = SourceFiles.Find(paths, limits, kind);
            foreach (var note in sources.Notes)
                Console.WriteLine(note);
            var database = dryRun ? null : session.Services.GetRequiredService<NpgsqlDataSource>();
            var run = new FileImportRun(import(session.Services, limits));
            var imported = await ImportProgress.ShowAsync(sources.Files.Sum(f => f.Bytes) * 2,
                onBytes => run.RunAsync(sources.Files, database, onBytes, cancel));
            IReadOnlyList<FileReport> reports = [.. sources.Unreadable, .. imported];

            if (reportFile is not null)
                ReportFile.Write(reportFile, reports, dryRun);
            ImportSummary.Print(reports, dryRun, reportPath, kind);
            return reports.Count == 0 ? CommandLine.Unreadable : reports.Max(r => r.ExitStatus);
        }
    }

    private static ReferenceData Reference(IServiceProvider services) => services.GetRequiredService<ReferenceDataStore>().Current;

    private static TimeProvider Clock(IServiceProvider services) => services.GetRequiredService<TimeProvider>();

    private static T Section<T>(IServiceProvider services, string name) where T : new() =>
        services.GetRequiredService<IConfiguration>().GetSection(name).Get<T>() ?? new T();
}
