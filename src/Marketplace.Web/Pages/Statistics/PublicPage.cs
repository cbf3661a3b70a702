using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;
using Marketplace.Web.Statistics;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>
/// <c>/statistiques</c>: how the marketplace is used, for everybody, from the latest edition. All that is chosen stands in the address.
/// </summary>
public static class PublicPage
{
    private const int UsualMonths = 24;

    private static readonly (string Id, string Title, string By, string Period)[] Breakdowns =
    [
        ("domaines", "Domaines de formation", "domainGroup", "quarter"), ("types", "Types de certification", "certificationType", "month"),
        ("modalites", "Modalités", "modality", "month"), ("situations", "Situation des personnes", "situation", "month"),
        ("etats", "États des dossiers", "status", "quarter"), ("prix", "Prix", "priceClass", "quarter"),
        ("durees", "Durées", "hoursClass", "quarter"),
        ("financement", "Qui paie", Dimension.FundingSource, "quarter"), ("regions", "Régions de formation", "trainingRegion", "quarter"),
        ("residence", "Régions de résidence", "residenceRegion", "quarter"),
    ];

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Editions editions, OfferFigures offers, StatisticsWords words, FranceOutlines outlines)
    {
        var head = new PageHead(
            "Statistiques", "Comment la place de marché est utilisée : inscriptions, domaines, territoires, financements.")
        {
            Canonical = StatisticsAddresses.Public,
        };
        if (await editions.LatestAsync(context.Cancel) is not { First: { } } edition)
            return context.Page("statistics/public", new PublicModel(null, null, [], [], [], null), head);
        var choice = PublicChoice.Read(context.Request, edition, UsualMonths);
        var desk = new PublicCharts(edition, choice, words, outlines);
        return context.Page("statistics/public", new PublicModel(
            About(edition), desk.KeyFigures(), [.. choice.Measures()],
            [choice.MonthField("du", "Du mois", choice.From), choice.MonthField("au", "Au mois", choice.To)],
            [desk.Series(), desk.Map(), .. Breakdowns.Select(b => desk.Breakdown(b.Id, b.Title, b.By)), .. desk.Population(),
                .. await OffersAsync(offers, words, context.Cancel)],
            choice.ByEntry ? "entry" : null), head);
    }

    private static async Task<IReadOnlyList<ChartModel>> OffersAsync(OfferFigures offers, StatisticsWords words, CancellationToken cancel)
    {
        var charts = new List<ChartModel>();
        foreach (var (by, dimension, title) in new[]
        {
            ("domain", "domainGroup", "Formations proposées, par grand domaine"),
                ("modality", "modality", "Formations proposées, par modalité"),
        })
        {
            var rows = await offers.LatestAsync(by, cancel);
            charts.Add(new($"offre-{by}", title, rows.Count == 0 ? null : Charts.Bars(title,
                [.. rows.Select(row => new ChartPoint(words.Of(dimension, row.Value), row.Actions, FrenchFormat.Number(row.Actions)))]),
                [Dimension.Find(dimension)!.Label, "Actions de formation", "Sessions", "Prix moyen"],
                [.. rows.Select(row => new ChartRow(words.Of(dimension, row.Value),
                    [FrenchFormat.Number(row.Actions), FrenchFormat.Number(row.Sessions),
                        FrenchFormat.RoundPrice(row.AveragePrice / 100 * 100)]))],
                "Catalogue publié, au dernier comptage.", null));
        }
        return charts;
    }

    /// <summary>One of its tables as a file; the parameters are those of the API.</summary>
    public static async Task<IResult> DownloadAsync(
        HttpRequest request, AnswerDesk desk, StatisticsWords words, CancellationToken cancel) =>
        await AnswerFile.OfAsync(request, desk, null, words, cancel);

    private static string About(PublishedEdition edition) =>
        $"Édition n° {edition.About.Number}, jusqu’à {StatisticsWords.Of(edition.Last)} ; chaque chiffre compte au moins {edition.About.K} personnes.";
}

/// <summary>An answer as a French file, for both pages.</summary>
internal static class AnswerFile
{
    /// <param name="analyst">Null: the public.</param>
    public static async Task<IResult> OfAsync(
        HttpRequest request, AnswerDesk desk, People.Access.Actor? analyst, StatisticsWords words, CancellationToken cancel)
    {
        var (query, problems) = QueryReader.Read(
            request.Query.Select(p => KeyValuePair.Create(p.Key, (IReadOnlyList<string>)[.. p.Value.OfType<string>()])));
        if (query is null)
            return ApiProblem.Parameters(
                problems.Select(p => new ParameterProblem(p.Parameter[..Math.Min(p.Parameter.Length, 60)], p.Text)));
        var (answer, refusal) = await desk.AskAsync(query, analyst, cancel);
        return answer is null ? ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Question sans réponse", refusal!.Text)
            : Results.File(AnswerCsv.Write(answer, value => words.Of(value.Dimension, value.Value),
                [.. query.By.Select(d => d.Label),
                .. query.Measures.Select(m => m.Name.EndsWith("Cents", StringComparison.Ordinal) ? $"{m.Label} (centimes)" : m.Label)]),
                AnswerCsv.MediaType, "statistiques.csv");
    }
}

/// <summary>Model of <c>pages/statistics/public</c>.</summary>
/// <param name="About">Null: no edition is published yet.</param>
/// <param name="Basis">entry, or null.</param>
public sealed record PublicModel(
    string? About, IReadOnlyList<KeyFigure>? Figures, IReadOnlyList<Choice> Measures, IReadOnlyList<MonthField> Months,
    IReadOnlyList<ChartModel> Charts, string? Basis);

public sealed record KeyFigure(string Label, string Value);

/// <param name="Value">2026-01.</param>
public sealed record MonthField(string Name, string Label, string Value, string Minimum, string Maximum);

/// <summary>What a reader of the public page chose.</summary>
internal sealed record PublicChoice(Month From, Month To, Measure Measure, bool ByEntry, PublishedEdition Edition)
{
    public static PublicChoice Read(HttpRequest request, PublishedEdition edition, int months)
    {
        var first = edition.First!.Value;
        var to = Month.TryParse(request.Query["au"], out var end) && end >= first && end < edition.Last ? end : edition.Last;
        var usual = to + (1 - months) is var early && early > first ? early : first;
        var from = Month.TryParse(request.Query["du"], out var start) && start >= first && start <= to ? start : usual;
        return new(from, to, Measure.Find(request.Query["mesure"].ToString()) ?? Measure.All[0], request.Query["base"] == "entry", edition);
    }

    public IEnumerable<Choice> Measures() => Measure.All.Select(m => new Choice(m.Name, m.Label, m == Measure));

    public MonthField MonthField(string name, string label, Month value) =>
        new(name, label, value.ToString(), Edition.First!.Value.ToString(), Edition.Last.ToString());
}
