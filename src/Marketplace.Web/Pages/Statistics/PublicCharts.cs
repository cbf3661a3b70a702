using System.Globalization;
using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>The charts of the public page: questions like any other, put to the edition.</summary>
internal sealed class PublicCharts(PublishedEdition edition, PublicChoice choice, StatisticsWords words, FranceOutlines outlines)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Quarters that lie within what was chosen: tables by quarters tell of them.</summary>
    private (Month From, Month To) Quarters => (new Month((choice.From.Index + 2) / 3 * 3), new Month(((choice.To.Index + 1) / 3 * 3) - 1));

    public IReadOnlyList<KeyFigure> KeyFigures()
    {
        var total = Ask([.. Measure.All], [], choice.From, choice.To)?.Total;
        if (total is null)
            return [];
        var (bookings, amount, learner) = (total.Figures[0], total.Figures[2], total.Figures[3]);
        return
        [
            new("Dossiers", StatisticsWords.Figure("bookings", bookings, total.Withheld)),
            new("Montant engagé", StatisticsWords.Figure("amountCents", amount, total.Withheld)),
            new("Prix moyen", StatisticsWords.Figure("amountCents", bookings > 0 ? amount / bookings : null, total.Withheld)),
            new("Payé par les titulaires", StatisticsWords.Figure("learnerCents", learner, total.Withheld)),
        ];
    }

    /// <summary>Month by month, beside the year before.</summary>
    public ChartModel Series()
    {
        var answer = Ask([choice.Measure], ["month"], choice.From, choice.To)!;
        var before = Ask([choice.Measure], ["month"], choice.From + -12, choice.To + -12)?.Rows.ToDictionary(row => row.Values[0]) ?? [];
        return new("evolution", $"{choice.Measure.Label} par mois",
            Charts.Series($"{choice.Measure.Label} par mois, de {StatisticsWords.Of(choice.From)} à {StatisticsWords.Of(choice.To)}",
                [.. answer.Rows.Select(row => Point(StatisticsWords.Period(row.Values[0]), row))]),
            ["Mois", choice.Measure.Label, "Un an avant", "Évolution"],
            [.. answer.Rows.Select(
                row => new ChartRow(StatisticsWords.Period(row.Values[0]),
                Compared(row, before.GetValueOrDefault(YearBefore(row.Values[0])))))],
            Definition, Csv(answer.Query));
    }

    public ChartModel Map()
    {
        var (from, to) = Quarters;
        var answer = Ask([choice.Measure], ["trainingDepartment"], from, to);
        var rows = answer?.Rows ?? [];
        var title = $"{choice.Measure.Label} par département de formation, {Span(from, to)}";
        return new("carte", title,
            Charts.Map(title, rows.ToDictionary(row => row.Values[0], row => Point(words.Of("trainingDepartment", row.Values[0]), row)),
            outlines),
            ["Département", choice.Measure.Label],
            [.. rows.Select(row => new ChartRow(words.Of("trainingDepartment", row.Values[0]), [Text(row)]))],
            Definition, answer is null ? null : Csv(answer.Query));
    }

    /// <summary>The largest first, beside the year before.</summary>
    public ChartModel Breakdown(string id, string title, string by)
    {
        var (from, to) = Quarters;
        var answer = Ask([choice.Measure], [by], from, to);
        var before = Before([by], from, to)?.Rows.ToDictionary(row => row.Values[0]) ?? [];
        var rows = (answer?.Rows ?? []).OrderByDescending(row => row.Figures[0] ?? -1).ToList();
        var name = $"{title}, {Span(from, to)}";
        return new(id, name, rows.Count == 0 ? null : Charts.Bars(name, [.. rows.Select(row => Point(words.Of(by, row.Values[0]), row))]),
            [Dimension.Find(by)!.Label, choice.Measure.Label, "Un an avant", "Évolution"],
            [.. rows.Select(row => new ChartRow(words.Of(by, row.Values[0]), Compared(row, before.GetValueOrDefault(row.Values[0]))))],
            Definition, answer is null ? null : Csv(answer.Query));
    }

    /// <summary>Age and sex, in the last year that is over.</summary>
    public IEnumerable<ChartModel> Population()
    {
        var year = (choice.To.Number == 12 ? choice.To.Year : choice.To.Year - 1).ToString(Invariant);
        if (!edition.Cells.ContainsKey(new("validation", PublicFamily.Population, "", "", year)))
            yield break;
        var (from, to) = (Month.Of(int.Parse(year, Invariant), 1), Month.Of(int.Parse(year, Invariant), 12));
        var answer = PublicAnswers.Of(edition, Question([choice.Measure], ["ageClass", "sex"], from, to, entry: false)).Answer!;
        yield return new("population", $"{choice.Measure.Label} par âge et sexe en {year}",
            Charts.Bars($"{choice.Measure.Label} par âge et sexe en {year}", [.. answer.Rows.Select(row => Point(Both(row), row))]),
            ["Âge et sexe", choice.Measure.Label], [.. answer.Rows.Select(row => new ChartRow(Both(row), [Text(row)]))], Definition,
            Csv(answer.Query));
    }

    private string Both(AnswerRow row) => $"{words.Of("ageClass", row.Values[0])}, {words.Of("sex", row.Values[1]).ToLowerInvariant()}";

    private string Definition => $"{choice.Measure.Definition} s : secret statistique ; n. a. : sans objet ; 0 : aucun.";

    private Answer? Ask(Measure[] measures, string[] by, Month from, Month to) =>
        from > to ? null : PublicAnswers.Of(edition, Question(measures, by, from, to, choice.ByEntry)).Answer
            ?? PublicAnswers.Of(edition, Question(measures, by, from, to, entry: false)).Answer;

    /// <summary>The same months a year before; null: the edition does not tell of all of them.</summary>
    private Answer? Before(string[] by, Month from, Month to) =>
        from + -12 >= edition.First ? Ask([choice.Measure], by, from + -12, to + -12) : null;

    private static StatisticsQuery Question(Measure[] measures, string[] by, Month from, Month to, bool entry) =>
        new(measures, [.. by.Select(name => Dimension.Find(name)!)], from, to, new Dictionary<string, IReadOnlyList<string>>(), entry);

    private ChartPoint Point(string label, AnswerRow row) => new(label, row.Withheld ? null : row.Figures[0] ?? 0, Text(row));

    private string Text(AnswerRow row) => StatisticsWords.Figure(choice.Measure.Name, row.Figures[0], row.Withheld);

    private string[] Compared(AnswerRow row, AnswerRow? before) =>
    [
        Text(row), before is null ? "n. a." : Text(before),
        row.Figures[0] is { } now && before?.Figures[0] is { } then and > 0
            ? (now > then ? "+" : "") + FrenchFormat.Decimal((now - then) * 100m / then, 1) + " %" : "n. a.",
    ];

    private static string YearBefore(string month) => Month.TryParse(month, out var at) ? (at + -12).ToString() : "";

    private static string Span(Month from, Month to) => from > to
        ? "aucun trimestre entier" : $"de {StatisticsWords.Of(from)} à {StatisticsWords.Of(to)}";

    private static string Csv(StatisticsQuery query) => $"{StatisticsAddresses.PublicCsv}?{QueryReader.Write(query)}";
}
