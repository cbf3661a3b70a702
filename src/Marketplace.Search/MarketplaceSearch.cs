using System.Diagnostics;
using Marketplace.Search.Text;

namespace Marketplace.Search;

/// <summary>
/// The search that pages, API and alerts call: understands the text, asks the engine, corrects and widens visibly.
/// </summary>
/// <param name="gazetteer">The communes of the moment, to find places in texts; none without it.</param>
/// <param name="suggestions">What <see cref="Suggest"/> offers.</param>
public sealed class MarketplaceSearch(
    ISearchIndex index, Func<Gazetteer>? gazetteer = null, Func<SuggestionList>? suggestions = null)
{
    /// <summary>Longest text that is read, in characters: no serious search is longer.</summary>
    public const int LongestText = 300;

    private static readonly double[] RadiusSteps = [60, 100];

    /// <summary>Answers a query.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = SearchTelemetry.Traces.StartActivity("search");
        var reader = new QueryReader(index.Lexicon, gazetteer?.Invoke() ?? Gazetteer.Empty, Synonyms.Default);
        var text = (query.Text ?? "").Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        var read = query.Exact ? reader.ReadExactly(text) : reader.Read(text);
        var attempt = new SearchAttempt(index, query, read);
        if (query is { Exact: false, AllowCorrection: true })
            attempt.CorrectUnknown(reader);
        if (!query.Exact)
            attempt.Forgive();
        var result = await attempt.RunAsync(cancel);
        if (result.Total == 0 && query is { Exact: false, AllowCorrection: true } && attempt.CorrectRare(reader))
            result = await attempt.RunAsync(cancel);
        Widened? widened = null;
        if (query is { Exact: false, AllowWidening: true })
            (result, widened) = await WidenAsync(attempt, result, cancel);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        SearchTelemetry.Duration.Record(took);
        return new SearchResult
        {
            Total = result.Total,
            Groups = result.Groups,
            Hits = [.. result.Hits.Select(h => h with { TitleHighlight = attempt.Highlight(h.Document.Title) })],
            Facets = result.Facets,
            Cells = result.Cells,
            Understood = attempt.Understood,
            Correction = attempt.CorrectionFor(result),
            Widened = widened,
            TookMs = took,
        };
    }

    /// <summary>Completions for what is being typed.</summary>
    public IReadOnlyList<Suggestion> Suggest(string prefix, int limit = 8) =>
        (suggestions?.Invoke() ?? SuggestionList.Empty).Find(prefix.Length > LongestText ? prefix[..LongestText] : prefix, limit);

    /// <summary>Enlarges the circle step by step while it holds no place-bound action; keeps the first that does.</summary>
    private static async Task<(EngineResult, Widened?)> WidenAsync(SearchAttempt attempt, EngineResult result, CancellationToken cancel)
    {
        if (attempt.Filters.Near is null || attempt.Filters.Remote == RemoteMode.Only || result.PlaceBoundInside)
            return (result, null);
        foreach (var radius in RadiusSteps.Where(r => r > attempt.Filters.RadiusKm))
        {
            var wider = await attempt.RunAsync(radius, cancel);
            if (wider.PlaceBoundInside)
                return (wider, new Widened(radius));
        }
        return (result, null);
    }
}
