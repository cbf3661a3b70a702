using System.CommandLine;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>export edof|csv|excel SIRET</c>: a provider's catalogue in one of the formats that the import takes.</summary>
public static class ExportCatalogueCommand
{
    private const int NothingToExport = 1;

    private delegate Task<ExportCounts> Writing(NpgsqlDataSource database, string siret, Stream stream, CancellationToken cancel);

    /// <summary>The official XML.</summary>
    public static Command Edof() =>
        Create("edof", "Exporte le catalogue publié d'un organisme au format EDOF.", "FILE.xml", CatalogueExport.WriteAsync);

    /// <summary>CSV: one row a session.</summary>
    public static Command Csv() =>
        Create("csv", "Exporte le catalogue publié d'un organisme en CSV, une ligne par session.", "FILE.csv", SheetExport.WriteCsvAsync);

    /// <summary>The same as a workbook.</summary>
    public static Command Excel() =>
        Create("excel", "Exporte le catalogue publié d'un organisme en Excel, une ligne par session.", "FILE.xlsx", SheetExport.WriteExcelAsync);

    private static Command Create(string name, string what, string file, Writing write)
    {
        var siret = new Argument<string>("SIRET") { Description = "SIRET de l'organisme, 14 chiffres." };
        var output = new Option<string?>(
            "--output", "-o") { Description = "Écrit dans ce fichier ; par défaut, sur la sortie standard.", HelpName = file };
        var command = new Command(name, what) { siret, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(siret)!, parsed.GetValue(output), write, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string siret, string? output, Writing write, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var database = session.Services.GetRequiredService<NpgsqlDataSource>();
        UnfinishedFile? file = null;
        try
        {
            file = output is null ? null : new UnfinishedFile(Path.GetFullPath(output), forOwnerAlone: false);
            await using var stream = file is null ? Console.OpenStandardOutput() : null;
            var counts = await write(database, siret, file?.Stream ?? stream!, cancel);
            return await ReportAsync(counts, file);
        }
        catch (SheetTooLargeException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Unreadable;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync($"Le fichier {output} ne peut pas être écrit.");
            return CommandLine.Unreadable;
        }
        finally
        {
            if (file is not null)
                await file.DisposeAsync();
        }
    }

    private static async Task<int> ReportAsync(ExportCounts counts, UnfinishedFile? file)
    {
        foreach (var left in counts.LeftOut)
            await Console.Error.WriteLineAsync($"Laissé de côté, faute de session : {left}.");
        if (counts.Formations == 0)
        {
            await Console.Error.WriteLineAsync("Aucune offre publiée pour ce SIRET.");
            return NothingToExport;
        }
        if (file is not null)
            await file.CompleteAsync(overwrite: true);
        await Console.Error.WriteLineAsync($"{counts.Formations} formations, {counts.Actions} actions, {counts.Sessions} sessions.");
        return 0;
    }
}
