using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Statistics.Facts;
using Marketplace.Statistics.Questions;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Statistics;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>
/// <c>/statistiques/analyse</c>: questions of analysts, any dimension by any other, with the way of requests below; the address is the
/// question,
/// and can be kept under a name.
/// </summary>
public static class AnalysisPage
{
    private static readonly Dictionary<string, string> Sentences = new() { ["vue"] = "La vue est enregistrée.",
        ["vue-oubliee"] = "La vue est supprimée." };

    internal static readonly IReadOnlyList<Crumb> Trail = [new("Statistiques", StatisticsAddresses.Public)];

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, AnswerDesk desk, Insights insights, SavedViews views, StatisticsWords words,
        FranceOutlines outlines, TimeProvider clock)
    {
        var (query, problems) = QueryReader.Read(Parameters(context.Request), "fait");
        return await PageAsync(
            context, (desk, insights, views, words, outlines, clock), query, [.. problems.Select(p => $"{p.Parameter} : {p.Text}")],
            new SavedViewForm(), Notice.Done(context.Request, Sentences));
    }

    public static async Task<IResult> DownloadAsync(
        HttpContext context, AnswerDesk desk, StatisticsWords words, CancellationToken cancel) =>
        await AnswerFile.OfAsync(context.Request, desk, context.Actor(), words, cancel);

    public static async Task<IResult> SaveAsync(
        [AsParameters] PageContext context, AnswerDesk desk, Insights insights, SavedViews views, StatisticsWords words,
        FranceOutlines outlines, TimeProvider clock)
    {
        var form = await context.ReadAsync(new SavedViewForm());
        var (query, problems) = QueryReader.Read(ParametersOf(form.Query.Value ?? ""));
        if (form.IsValid && query is not null && await views.SaveAsync(form.Title.Value!, query, context.Actor, context.Cancel) is null)
            form.Refuse($"Vous avez déjà {SavedViews.Most} vues : supprimez-en une d’abord.", StatusCodes.Status409Conflict);
        if (form.IsValid && query is not null)
            return Results.Redirect($"{StatisticsAddresses.Analysis}?{QueryReader.Write(query)}&fait=vue");
        return await PageAsync(
            context, (desk, insights, views, words, outlines, clock), query, [.. problems.Select(p => $"{p.Parameter} : {p.Text}")], form,
            null);
    }

    public static async Task<IResult> RemoveAsync(Guid id, HttpContext context, SavedViews views, CancellationToken cancel)
    {
        await views.RemoveAsync(id, context.Actor(), cancel);
        return Results.Redirect(StatisticsAddresses.Analysis + "?fait=vue-oubliee");
    }

    /// <summary><c>/statistiques/vues/{id}</c>: an analyst gets the question; others the same question as the API answers them.</summary>
    public static async Task<IResult> OpenAsync(Guid id, HttpContext context, SavedViews views, AccessCheck check, CancellationToken cancel)
    {
        if (await views.FindAsync(id, cancel) is not { } view)
            return Results.NotFound();
        var analyst = await context.AnalystAsync(check, cancel);
        return Results.Redirect($"{(analyst is null ? ApiAddresses.Statistics : StatisticsAddresses.Analysis)}?{view.Query}");
    }

    private static async Task<IResult> PageAsync(
        PageContext context,
        (AnswerDesk Desk, Insights Insights, SavedViews Views, StatisticsWords Words, FranceOutlines Outlines, TimeProvider Clock) with,
        StatisticsQuery? query, IReadOnlyList<string> problems, SavedViewForm form, Notice? notice)
    {
        var last = Month.Of(with.Clock.Today()) + -1;
        var (from, to) = (query?.From ?? last + -11, query?.To ?? last);
        var (answer, refusal) = query is null ? (null, null) : await with.Desk.AskAsync(query, context.Actor, context.Cancel);
        var written = query is null ? "" : QueryReader.Write(query);
        if (form.Status == StatusCodes.Status200OK)
            form.Query.Typed = written;
        var model = new AnalysisModel(
            notice, refusal is null ? problems : [refusal.Text],
            [.. Measure.All.Select(m => new Choice(m.Name, m.Label, query?.Measures.Contains(m) ?? m == Measure.All[0]))],
            [.. Enumerable.Range(0, 3).Select(i => Options(query, i))],
            query?.From?.ToString() ?? "", query?.To?.ToString() ?? "", query?.ByEntry ?? false,
            [.. Dimension.All.Where(d => !d.IsPeriod)
            .Select(d => new FilterField(d.Name, d.Label, string.Join(',', query?.Filters.GetValueOrDefault(d.Name) ?? [])))],
            answer is null ? null : new AnswerCharts(answer, with.Words, with.Outlines).Of($"{StatisticsAddresses.AnalysisCsv}?{written}"),
            answer is null ? null : $"{ApiAddresses.Statistics}?{written}",
            [.. (await with.Views.ListAsync(context.Person.AccountId, context.Cancel))
            .Select(v => new ViewRow(v.Id, v.Title, StatisticsAddresses.View.Of(v.Id)))],
            form, await new InsightCharts(with.Insights, from, to).AllAsync(context.Cancel),
            $"de {StatisticsWords.Of(from)} à {StatisticsWords.Of(to)}");
        return context.Private("statistics/analysis", model, "Analyse des statistiques", Trail,
            problems.Count > 0 ? StatusCodes.Status400BadRequest : refusal is not null
            ? StatusCodes.Status422UnprocessableEntity : form.Status);
    }

    private static DimensionChoice Options(StatisticsQuery? query, int at) => new(
        $"by{at}", at == 0 ? "Présenter par" : at == 1 ? "puis par" : "et par",
        [new("", "—", query is null || query.By.Count <= at),
        .. Dimension.All.Select(d => new Choice(d.Name, d.Label, query is not null && query.By.Count > at && query.By[at] == d))]);

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Parameters(HttpRequest request) =>
        request.Query.Select(p => KeyValuePair.Create(p.Key, (IReadOnlyList<string>)[.. p.Value.OfType<string>()]));

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> ParametersOf(string query) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
            .Select(p => KeyValuePair.Create(p.Key, (IReadOnlyList<string>)[.. p.Value.OfType<string>()]));
}

/// <summary>Model of <c>pages/statistics/analysis</c>.</summary>
/// <param name="Problems">Why there is no answer.</param>
/// <param name="By">Lists of dimensions.</param>
/// <param name="ApiHref">The same question to the API.</param>
/// <param name="Period">Of the figures below the answer.</param>
public sealed record AnalysisModel(
    Notice? Notice, IReadOnlyList<string> Problems, IReadOnlyList<Choice> Measures, IReadOnlyList<DimensionChoice> By, string From,
    string To, bool ByEntry,
    IReadOnlyList<FilterField> Filters, ChartModel? Answer, string? ApiHref, IReadOnlyList<ViewRow> Views, SavedViewForm Form,
    IReadOnlyList<ChartModel> Insights, string Period);

public sealed record DimensionChoice(string Id, string Label, IReadOnlyList<Choice> Choices);

/// <param name="Value">Codes with commas between them.</param>
public sealed record FilterField(string Name, string Label, string Value);

public sealed record ViewRow(Guid Id, string Title, string Href);
