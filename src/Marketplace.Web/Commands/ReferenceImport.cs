using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.Platform.Importing;
using Npgsql;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary>What the commands that read CSV files share: arguments, progress, report and exit status.</summary>
internal static class ReferenceImport
{
    private const int MessagesShown = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public delegate Task<ReferenceReport> Import(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress, CancellationToken cancel);

    public static Command Command(string name, string description, Import import) => Command(name, description, _ => import);

    /// <param name="import">Made from the services of the session.</param>
    /// <param name="then">What follows from files that were not only tried; its exit status counts when it is worse.</param>
    public static Command Command(
        string name, string description, Func<IServiceProvider, Import> import,
        Func<IServiceProvider, CancellationToken, Task<int>>? then = null)
    {
        var path = new Argument<string>("path") { Description = "Fichier, dossier ou archive .zip." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Lit et contrôle sans rien changer." };
        var reportFile = new Option<string?>("--report") { Description = "Écrit le compte rendu (JSON) dans ce fichier." };
        var command = new Command(name, description) { path, dryRun, reportFile };
        command.SetAction(async (parsed, cancel) =>
        {
            // Opened first: a long import must not end on a report that cannot be written.
            var reportPath = parsed.GetValue(reportFile);
            FileStream? reportStream;
            try
            {
                reportStream = reportPath is null ? null : File.Create(reportPath);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"Le compte rendu ne peut pas être écrit dans {reportPath}.");
                return CommandLine.Unreadable;
            }
            await using var output = reportStream;
            await using var session = await CommandSession.OpenAsync(parsed, cancel);
            var database = session.Services.GetRequiredService<NpgsqlDataSource>();
            ReferenceReport report;
            try
            {
                report = await WithProgressAsync(
                    progress => import(session.Services)(
                    database, parsed.GetRequiredValue(path), parsed.GetValue(dryRun), progress, cancel));
            }
            catch (UnreadableFileException unreadable)
            {
                await Console.Error.WriteLineAsync(unreadable.Message);
                return CommandLine.Unreadable;
            }
            Print(report);
            if (output is not null)
                await WriteAsync(report, output, cancel);
            return then is null || report.DryRun ? report.ExitStatus : Math.Max(report.ExitStatus, await then(session.Services, cancel));
        });
        return command;
    }

    /// <summary>A counter on a terminal, nothing in a pipe.</summary>
    private static async Task<ReferenceReport> WithProgressAsync(Func<IProgress<long>?, Task<ReferenceReport>> run)
    {
        if (Console.IsOutputRedirected)
            return await run(null);
        return await AnsiConsole.Status().StartAsync("Lecture…", context =>
            run(new Progress<long>(lines => context.Status($"{lines:N0} lignes lues"))));
    }

    private static void Print(ReferenceReport report)
    {
        foreach (var file in report.Files)
        {
            Console.WriteLine($"{file.File} : {file.Read} lignes lues, {file.Changed} nouveautés ou changements, {file.Refused} lignes écartées.");
            foreach (var message in file.Messages.Take(MessagesShown))
                Console.WriteLine($"  {(message.Line is { } line ? $"ligne {line} : " : "")}{(message.Severity == "warning" ? "attention : " : "")}{message.Text}");
            if (file.Messages.Count > MessagesShown)
                Console.WriteLine($"  … et {file.Messages.Count - MessagesShown} autres messages ; --report les écrit tous.");
        }
        if (report.DryRun)
            Console.WriteLine("Essai seulement : rien n’a été changé.");
    }

    private static Task WriteAsync(ReferenceReport report, Stream output, CancellationToken cancel) =>
        JsonSerializer.SerializeAsync(output, new
    {
        report.DryRun,
        files = report.Files.Select(f => new { f.File, f.Status, f.Read, f.Changed, f.Refused, f.Messages }),
    }, Json, cancel);
}
