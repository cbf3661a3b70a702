using Marketplace.Statistics.Facts;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>The way from search to completed training, its delays, and how bookings are shared out among providers.</summary>
internal sealed class InsightCharts(Insights insights, Month from, Month to)
{
    private static readonly string[] Steps =
        ["Demandes envoyées", "Propositions reçues", "Inscriptions confirmées", "Entrées en formation", "Formations terminées"];

    private static readonly Dictionary<string, string> Delays = new()
    {
        ["proposal"] = "De la demande à la proposition", ["acceptance"] = "De la proposition à l’acceptation",
            ["entry"] = "De l’acceptation à l’entrée",
        ["validation"] = "De l’entrée au service validé",
    };

    public async Task<IReadOnlyList<ChartModel>> AllAsync(CancellationToken cancel) =>
        [await FunnelAsync(cancel), await DelaysAsync(cancel), await ConcentrationAsync(cancel), await SearchesAsync(cancel)];

    private async Task<ChartModel> FunnelAsync(CancellationToken cancel)
    {
        var steps = await insights.FunnelAsync(from, to, cancel);
        var searches = (await insights.SearchesAsync(cancel)).Where(s => s.Month >= from && s.Month <= to).ToList();
        var searched = searches.Count == 0 || searches.Exists(s => s.Searches is null) ? null : searches.Sum(s => s.Searches);
        var rows = steps.Select(step => new ChartRow(Steps[step.Step - 1], [Text(step.Reached), Text(step.Lost)])).ToList();
        rows.Insert(0, new("Recherches (journal, sans personnes)",
            [searched is { } count ? FrenchFormat.Number(count) : "n. a.", "n. a."]));
        return new("entonnoir", "De la recherche à la formation terminée", Charts.Bars("De la demande à la formation terminée",
            [.. steps.Select(step => new ChartPoint(Steps[step.Step - 1], step.Reached, Text(step.Reached)))]),
            ["Étape", "Dossiers arrivés jusque-là", "Dossiers qui en sont restés là"], rows,
            "Demandes envoyées dans la période, par l’étape la plus lointaine atteinte à ce jour.", null);
    }

    private async Task<ChartModel> DelaysAsync(CancellationToken cancel)
    {
        var delays = await insights.DelaysAsync(from, to, cancel);
        return new("delais", "Délais de chaque étape", null,
            ["Étape", "Dossiers", "Médiane, en jours", "9 dossiers sur 10 en moins de, en jours"],
            [.. delays.Select(d => new ChartRow(Delays[d.Name], [Text(d.Requests), Days(d.Median), Days(d.P90)]))],
            "Jours de calendrier, des demandes envoyées dans la période.", null);
    }

    private async Task<ChartModel> ConcentrationAsync(CancellationToken cancel)
    {
        var found = await insights.ConcentrationAsync(from, to, cancel);
        return new("concentration", "Concentration des organismes", null, ["Indicateur", "Valeur"],
        [
            new("Organismes avec au moins un dossier validé", [Text(found.Providers)]),
            new("Part des dix premiers", [found.Top is { } top ? FrenchFormat.Decimal((decimal)top * 100, 1) + " %" : "s"]),
            new("Indice de Herfindahl-Hirschman (0 à 10 000)",
            [found.Index is { } index ? FrenchFormat.Number((long)Math.Round(index)) : "s"]),
        ], "Dossiers validés dans la période, par SIRET.", null);
    }

    private async Task<ChartModel> SearchesAsync(CancellationToken cancel)
    {
        var months = await insights.SearchesAsync(cancel);
        return new("recherches", "Recherches par mois", months.Count == 0 ? null : Charts.Series("Recherches par mois",
            [.. months.Select(m => new ChartPoint(StatisticsWords.Of(m.Month), m.Searches, Text(m.Searches)))]),
            ["Mois", "Recherches", "Sans résultat"],
                [.. months.Select(m => new ChartRow(StatisticsWords.Of(m.Month), [Text(m.Searches), Text(m.Fruitless)]))],
            "Du journal des recherches, qui ne sait pas qui cherche.", null);
    }

    private static string Text(long? count) => count is { } number ? FrenchFormat.Number(number) : "s";

    private static string Days(double? days) => days is { } number ? FrenchFormat.Decimal((decimal)number, 1) : "s";
}
