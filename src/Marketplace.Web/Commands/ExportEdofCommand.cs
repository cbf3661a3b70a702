using System.CommandLine;
using Marketplace.Exchange.Edof.Exporting;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>export edof SIRET</c>: a provider's catalogue as an EDOF file.</summary>
public static class ExportEdofCommand
{
    private const int NothingToExport = 1;

    public static Command Create()
    {
        var siret = new Argument<string>("SIRET") { Description = "SIRET de l'organisme, 14 chiffres." };
        var output = new Option<string?>("--output", "-o") { Description = "Écrit dans ce fichier ; par défaut, sur la sortie standard.", HelpName = "FILE.xml" };
        var command = new Command("edof", "Exporte le catalogue publié d'un organisme au format EDOF.") { siret, output };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(siret)!, parsed.GetValue(output), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string siret, string? output, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var database = session.Services.GetRequiredService<NpgsqlDataSource>();
        // Written whole before it takes its name: an interrupted export leaves no half file behind.
        var partial = output is null ? null : output + ".part";
        ExportCounts counts;
        try
        {
            await using var stream = partial is null ? Console.OpenStandardOutput() : File.Create(partial);
            counts = await CatalogueExport.WriteAsync(database, siret, stream, cancel);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync($"Le fichier {output} ne peut pas être écrit.");
            return CommandLine.Unreadable;
        }

        foreach (var left in counts.LeftOut)
            await Console.Error.WriteLineAsync($"Laissé de côté, faute de session : {left}.");
        if (counts.Formations == 0)
        {
            await Console.Error.WriteLineAsync("Aucune offre publiée pour ce SIRET.");
            if (partial is not null)
                File.Delete(partial);
            return NothingToExport;
        }
        if (partial is not null)
            File.Move(partial, output!, overwrite: true);
        await Console.Error.WriteLineAsync($"{counts.Formations} formations, {counts.Actions} actions, {counts.Sessions} sessions.");
        return 0;
    }
}
