using System.Globalization;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.OpenData;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary><c>/statistiques/donnees-ouvertes</c>: files of the editions, what the figures count, how people are protected.</summary>
public static class OpenDataPage
{
    private const int Shown = 24;

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Editions editions, OpenDataEditions files)
    {
        var all = await editions.ListAsync(context.Cancel);
        var latest = all.Count == 0 ? [] : await files.ListAsync(all[0].Number, context.Cancel);
        return context.Page("statistics/open-data", new OpenDataModel(
            [.. latest.Select(file => new FileRow(file.Name, ApiAddresses.OpenDataFile.Of(Name(all[0]), file.Name), Size(file.Size)))],
            [.. all.Take(Shown).Select(
                e => new EditionRow(StatisticsWords.Of(Marketplace.Statistics.Facts.Month.Of(e.Month)),
                ApiAddresses.OpenDataEdition.Of(Name(e)), e.Withheld))],
            Measure.All, [.. FamilyTable.All.Select(table => table.Label)], all.Count == 0 ? StatisticsSettings.UsualK : all[0].K),
            new PageHead("Données ouvertes", "Fichiers du catalogue, des formations engagées et des usagers, avec leur dictionnaire.")
            {
                Canonical = StatisticsAddresses.OpenData, Trail = AnalysisPage.Trail,
            });
    }

    private static string Name(Edition edition) => edition.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 1_000_000
        ? FrenchFormat.Number(Math.Max(1, bytes / 1000)) + FrenchFormat.NoBreakSpace + "ko"
            : FrenchFormat.Decimal(bytes / 1_000_000m, 1) + FrenchFormat.NoBreakSpace + "Mo";
}

/// <summary>Model of <c>pages/statistics/open-data</c>.</summary>
/// <param name="Files">Of the latest edition.</param>
/// <param name="Tables">Of the public family.</param>
/// <param name="K">People that a figure stands for at least.</param>
public sealed record OpenDataModel(
    IReadOnlyList<FileRow> Files, IReadOnlyList<EditionRow> Editions, IReadOnlyList<Measure> Measures, IReadOnlyList<string> Tables, int K);

public sealed record FileRow(string Name, string Href, string Size);

/// <param name="Withheld">Cells that are not shown.</param>
public sealed record EditionRow(string Month, string Href, int Withheld);
