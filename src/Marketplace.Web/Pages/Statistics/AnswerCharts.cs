using Marketplace.Statistics.Questions;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>An answer as a chart with its whole table: columns over time, a map, or bars, by what it is told by.</summary>
internal sealed class AnswerCharts(Answer answer, StatisticsWords words, FranceOutlines outlines)
{
    public ChartModel Of(string csv)
    {
        var (query, first) = (answer.Query, answer.Query.Measures[0]);
        var title = $"{string.Join(", ", query.Measures.Select(m => m.Label))}{(query.By.Count > 0 ? " par " + string.Join(", ", query.By.Select(d => d.Label.ToLowerInvariant())) : "")}";
        var rows = answer.Rows.Select(
            row => new ChartRow(Name(row),
            [.. query.Measures.Select((m, i) => StatisticsWords.Figure(m.Name, row.Figures[i], row.Withheld))]))
            .Append(new ChartRow("Ensemble",
                [.. query.Measures.Select((m, i) => StatisticsWords.Figure(m.Name, answer.Total.Figures[i], answer.Total.Withheld))]));
        return new("reponse", title, Drawing(title, first),
            [query.By.Count > 0 ? string.Join(", ", query.By.Select(d => d.Label)) : "Périmètre", .. query.Measures.Select(m => m.Label)],
            [.. rows], $"{string.Join(' ', query.Measures.Select(m => $"{m.Label} : {m.Definition}"))} s : secret statistique ; n. a. : sans objet.", csv);
    }

    private Html? Drawing(string title, Measure measure)
    {
        if (answer.Rows.Count == 0 || answer.Query.By.Count == 0)
            return null;
        var points = answer.Rows.Select(row => new ChartPoint(Name(row), row.Withheld ? null : row.Figures[0] ?? 0,
            StatisticsWords.Figure(measure.Name, row.Figures[0], row.Withheld))).ToList();
        return answer.Query.By switch
        {
            [{ IsPeriod: true }] => Charts.Series(title, points),
            [{ Name: "trainingDepartment" or "residenceDepartment" }] =>
                Charts.Map(title, answer.Rows.Zip(points).ToDictionary(pair => pair.First.Values[0], pair => pair.Second), outlines),
            _ => Charts.Bars(title, [.. points.OrderByDescending(point => point.Value ?? -1)]),
        };
    }

    private string Name(AnswerRow row) =>
        row.Values.Count == 0
            ? "Ensemble" : string.Join(", ", answer.Query.By.Zip(row.Values, (dimension, value) => words.Of(dimension.Name, value)));
}
