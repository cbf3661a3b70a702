using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary>Tells on the console what became of the files.</summary>
internal static class ImportSummary
{
    /// <summary>Messages shown; the report file holds all.</summary>
    private const int Shown = 30;

    public static void Print(IReadOnlyList<FileReport> reports, bool dryRun, string? reportPath, FileKind kind)
    {
        if (reports.Count == 0)
        {
            Console.WriteLine($"Aucun catalogue ({kind.Names}, ou .zip) n'a été trouvé.");
            return;
        }
        foreach (var report in reports.Where(r => r.Format is not null).Take(Shown))
            Console.WriteLine($"{report.File} : {report.Format}.");
        PrintMessages(reports, reportPath);
        PrintTable(reports);
        if (dryRun)
            Console.WriteLine("Essai : rien n'a été changé.");
        else if (reports.All(r => r.ExitStatus == 0) && reports.Sum(r => r.Added + r.Changed + r.Archived) == 0)
            Console.WriteLine("Rien à changer : tout était déjà ainsi.");
        else
            Console.WriteLine($"Ajoutés : {reports.Sum(r => r.Added)}, modifiés : {reports.Sum(r => r.Changed)}, inchangés : {reports.Sum(r => r.Unchanged)}, archivés : {reports.Sum(r => r.Archived)}.");
    }

    private static void PrintMessages(IReadOnlyList<FileReport> reports, string? reportPath)
    {
        var errors = reports.SelectMany(r => r.Messages.Where(m => m.Code.Severity == Severity.Error).Select(m => (r.File, Message: m)))
            .ToList();
        var warnings = reports.Sum(r => r.Messages.Count) - errors.Count;
        foreach (var (file, message) in errors.Take(Shown))
            Console.WriteLine($"{file}{(message.Line is { } line ? $", ligne {line}" : "")}{(message.Column is { } column ? $", colonne {column}" : "")} : {message.Code.Code} {Where(message)}{message.Text}");
        if (errors.Count > Shown)
            Console.WriteLine($"… et {errors.Count - Shown} autres erreurs.");
        if (warnings > 0)
            Console.WriteLine($"{warnings} avertissements.");
        if (reportPath is null && (errors.Count > Shown || warnings > 0))
            Console.WriteLine("Pour les lire tous : --report FICHIER.json");
    }

    private static string Where(ImportMessage message)
    {
        var parts = new[] { ("formation", message.Formation), ("action", message.Action), ("session", message.Session) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1} {p.Item2}");
        return string.Join(", ", parts) is { Length: > 0 } where ? $"({where}) " : "";
    }

    private static void PrintTable(IReadOnlyList<FileReport> reports)
    {
        var table = new Table().AddColumn("").AddColumn(Right("Acceptés")).AddColumn(Right("Refusés"));
        var accepted = reports.Count(r => r.Status == FileStatus.Accepted);
        var partial = reports.Count(r => r.Status == FileStatus.Partial);
        table.AddRow(partial > 0 ? $"Fichiers (dont {partial} en partie)" : "Fichiers", $"{accepted + partial}",
            $"{reports.Count - accepted - partial}");
        AddRow("Formations", r => r.Formations);
        AddRow("Actions", r => r.Actions);
        AddRow("Sessions", r => r.Sessions);
        AnsiConsole.Write(table);

        void AddRow(string name, Func<FileReport, ItemCounts> counts)
        {
            var sum = reports.Select(counts).Aggregate((a, b) => a + b);
            table.AddRow(name, $"{sum.Accepted}", $"{sum.Rejected}");
        }
    }

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
