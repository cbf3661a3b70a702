using System.CommandLine;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>export edof SIRET</c>: a provider's catalogue as an EDOF file.</summary>
public static class ExportEdofCommand
{
    private const int NothingToExport = 1;

    public static Command Create()
    {
        var siret = new Argument<string>("SIRET") { Description = "SIRET de l'organisme, 14 chiffres." };
        var output = new Option<string?>(
            "--output", "-o") { Description = "Écrit dans ce fichier ; par défaut, sur la sortie standard.", HelpName = "FILE.xml" };
        var command = new Command("edof", "Exporte le catalogue publié d'un organisme au format EDOF.") { siret, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(siret)!, parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string siret, string? output, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var database = session.Services.GetRequiredService<NpgsqlDataSource>();
        UnfinishedFile? file = null;
        try
        {
            file = output is null ? null : new UnfinishedFile(Path.GetFullPath(output), forOwnerAlone: false);
            await using var stream = file is null ? Console.OpenStandardOutput() : null;
            var counts = await CatalogueExport.WriteAsync(database, siret, file?.Stream ?? stream!, cancel);
            return await ReportAsync(counts, file);
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
