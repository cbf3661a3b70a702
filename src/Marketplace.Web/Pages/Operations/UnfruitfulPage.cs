using System.Globalization;
using System.Text;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations;

/// <summary>
/// <c>/gestion/recherches-sans-resultat</c>: what is searched in vain, or found only under other words or elsewhere. Of
/// at least five people each, so it leads to nobody.
/// </summary>
public static class UnfruitfulPage
{
    private const int DefaultDays = 28;
    private static readonly int[] Periods = [7, DefaultDays, 90];

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, UnfruitfulQueries queries, TimeProvider clock)
    {
        var days = Period(context.Request);
        var from = clock.Today().AddDays(-days);
        var lines = await queries.ReadAsync(from, context.Cancel);
        return context.Private("operations/unfruitful", new UnfruitfulModel(
            [.. Periods.Select(period => new Choice(Text(period), $"{period} jours", period == days))], from, PopularQueries.FewestPeople,
            [.. lines.Select(UnfruitfulRow.Of)], lines.Count == UnfruitfulQueries.Most ? FrenchFormat.Number(UnfruitfulQueries.Most) : null,
            OperationsAddresses.UnfruitfulSearchesCsv + $"?periode={Text(days)}"), "Recherches sans résultat", OperationsPages.Trail);
    }

    /// <summary>The same lines as CSV for a spreadsheet: UTF-8 with BOM, semicolons, nothing that it would take for a formula.</summary>
    public static async Task<IResult> DownloadAsync(
        HttpRequest request, UnfruitfulQueries queries, TimeProvider clock, CancellationToken cancel)
    {
        var days = Period(request);
        var today = clock.Today();
        var text = new StringBuilder("recherche;personnes au moins;recherches;sans résultat;corrigées;élargies\r\n");
        foreach (var line in await queries.ReadAsync(today.AddDays(-days), cancel))
            text.Append(CultureInfo.InvariantCulture,
                $"{Cell(line.Text)};{line.People};{line.Searches};{line.WithoutResult};{line.Corrected};{line.Widened}\r\n");
        byte[] file = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
        return Results.File(file, "text/csv; charset=utf-8", $"recherches-sans-resultat-{today:yyyy-MM-dd}-{Text(days)}-jours.csv");
    }

    /// <summary>Cleaned texts hold neither separators nor quotes; what begins with a sign could still be run as a formula.</summary>
    private static string Cell(string text) => char.IsAsciiLetterOrDigit(text[0]) ? text : "'" + text;

    private static int Period(HttpRequest request) =>
        int.TryParse(request.Query["periode"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Periods.Contains(days)
            ? days : DefaultDays;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Model of <c>pages/operations/unfruitful</c>.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="Cut">How many lines are shown when there are more.</param>
public sealed record UnfruitfulModel(
    IReadOnlyList<Choice> Periods, DateOnly From, int FewestPeople, IReadOnlyList<UnfruitfulRow> Lines, string? Cut, string DownloadHref);

/// <param name="Href">The search itself, taken word for word, which is not logged.</param>
public sealed record UnfruitfulRow(string Text, string Href, int People, int Searches, int WithoutResult, int Corrected, int Widened)
{
    public static UnfruitfulRow Of(UnfruitfulQuery line) => new(
        line.Text, SearchAddresses.Results + QueryString.Create(
        [KeyValuePair.Create("q", (string?)line.Text), KeyValuePair.Create("exact", (string?)"true")]).ToUriComponent(),
        line.People, line.Searches, line.WithoutResult, line.Corrected, line.Widened);
}
