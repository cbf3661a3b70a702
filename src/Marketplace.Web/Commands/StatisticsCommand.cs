using System.CommandLine;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;

namespace Marketplace.Web.Commands;

/// <summary>
/// <c>statistics rebuild</c> makes all facts anew; <c>statistics publish</c> the edition of the month that ended, if it is not there.
/// </summary>
public static class StatisticsCommand
{
    public static Command Create()
    {
        var rebuild = new Command("rebuild", "Refait les faits des statistiques d’après les dossiers.");
        rebuild.SetAction(async (parsed, cancel) =>
        {
            await using var session = await CommandSession.OpenAsync(parsed, cancel);
            await session.Services.GetRequiredService<FactFeed>().RebuildAsync(cancel);
            Console.WriteLine("Les faits sont refaits.");
            return 0;
        });
        var publish = new Command("publish", "Publie l’édition du mois écoulé, si elle n’est pas publiée.");
        publish.SetAction(async (parsed, cancel) =>
        {
            await using var session = await CommandSession.OpenAsync(parsed, cancel);
            await session.Services.GetRequiredService<FactFeed>().RunAsync(cancel);
            var edition = await session.Services.GetRequiredService<EditionPublishing>().PublishDueAsync(cancel);
            Console.WriteLine(edition is null
                ? "Rien à publier." : $"Édition {edition.Number} publiée, {edition.Withheld} cases secrètes.");
            return 0;
        });
        return new Command("statistics", "Statistiques d’usage.") { rebuild, publish };
    }
}
