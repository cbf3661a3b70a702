using System.CommandLine;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.OpenData;

namespace Marketplace.Web.Commands;

/// <summary><c>export opendata DIR</c>: the files of the latest edition, which is published first if it is due.</summary>
public static class ExportOpenDataCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Dossier où écrire les fichiers." };
        var command = new Command(
            "opendata", "Écrit les données ouvertes de la dernière édition : catalogue, formations engagées, usagers.") { folder };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(folder)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string folder, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        await session.Services.GetRequiredService<FactFeed>().RunAsync(cancel);
        await session.Services.GetRequiredService<EditionPublishing>().PublishDueAsync(cancel);
        try
        {
            var files = await session.Services.GetRequiredService<OpenDataEditions>().ExportAsync(folder, cancel);
            Console.WriteLine(files.Count == 0
                ? "Aucune édition : il n’y a pas encore d’inscription d’un mois écoulé." : $"{files.Count} fichiers écrits.");
            return files.Count == 0 ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Le dossier {folder} ne peut pas être écrit.");
            return CommandLine.Unreadable;
        }
    }
}
