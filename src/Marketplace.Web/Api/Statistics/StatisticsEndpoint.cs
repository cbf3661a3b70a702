using System.Globalization;
using Marketplace.People.Access;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;
using Marketplace.Web.Statistics;

namespace Marketplace.Web.Api.Statistics;

/// <summary>
/// <c>GET /api/v1/statistics</c>. The public is answered from the latest edition, an analyst who is signed in from the facts of now; by the
/// same desk as the pages.
/// </summary>
public static class StatisticsEndpoint
{
    public static async Task<IResult> AskAsync(HttpContext context, AnswerDesk desk, AccessCheck check, CancellationToken cancel)
    {
        var parameters = context.Request.Query.Select(
            p => KeyValuePair.Create(p.Key, (IReadOnlyList<string>)[.. p.Value.OfType<string>()]));
        var (query, problems) = QueryReader.Read(parameters, "format");
        var format = context.Request.Query["format"];
        if (format.Count > 1 || (format.Count == 1 && format[0] is not ("json" or "csv")))
            problems = [.. problems, new("format", "json ou csv est attendu, une fois.")];
        if (problems.Count > 0)
            return ApiProblem.Parameters(problems.Select(problem => new ParameterProblem(Short(problem.Parameter), problem.Text)));
        var analyst = await context.AnalystAsync(check, cancel);
        if (analyst is not null)
            context.Response.Headers.CacheControl = "no-cache, no-store";
        var (answer, refusal) = await desk.AskAsync(query!, analyst, cancel);
        if (answer is null)
            return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "Question sans réponse", refusal!.Text);
        return format == "csv"
            ? Results.File(AnswerCsv.Write(answer, value => value.Value), AnswerCsv.MediaType, "statistiques.csv")
            : Results.Json(StatisticsResponse.Of(answer), ApiJson.Options);
    }

    private static string Short(string name) => name.Length <= 60 ? name : name[..60];
}

/// <summary>JSON of an answer: a withheld figure is null and named, zero is 0.</summary>
/// <param name="K">People that a figure stands for at least.</param>
/// <param name="Rows">Dimensions and measures by name; <c>withheld</c> and <c>notApplicable</c> name what is null.</param>
/// <param name="Edition">Month of the edition; null: the facts of now.</param>
public sealed record StatisticsResponse(
    IReadOnlyList<string> Measures, IReadOnlyList<string> By, int K, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows,
    IReadOnlyDictionary<string, object?> Total, IReadOnlyDictionary<string, string> Definitions, DateTimeOffset Updated, string? Edition)
{
    public static StatisticsResponse Of(Answer answer) => new(
        [.. answer.Query.Measures.Select(m => m.Name)], [.. answer.Query.By.Select(d => d.Name)], answer.K,
        [.. answer.Rows.Select(row => Row(answer, row))], Row(answer, answer.Total),
        answer.Query.Measures.ToDictionary(m => m.Name, m => m.Definition), answer.Updated,
        answer.Edition?.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture));

    private static Dictionary<string, object?> Row(Answer answer, AnswerRow row)
    {
        var cells = new Dictionary<string, object?>();
        foreach (var (dimension, value) in answer.Query.By.Zip(row.Values))
            cells[dimension.Name] = value;
        foreach (var (measure, figure) in answer.Query.Measures.Zip(row.Figures))
            cells[measure.Name] = figure;
        cells["withheld"] = row.Withheld ? answer.Query.Measures.Select(m => m.Name).ToArray() : [];
        if (row.WithoutLearners && answer.Query.Measures.Any(m => m.Name == "learners"))
            cells["notApplicable"] = new[] { "learners" };
        return cells;
    }
}
