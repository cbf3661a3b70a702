using System.Diagnostics;
using Marketplace.Search.Text;

namespace Marketplace.Search.Asking;

/// <summary>
/// The search that pages, API and alerts call: understands the text, asks the engine, corrects, leaves words out and
/// widens, all of it visibly.
/// </summary>
/// <param name="gazetteer">The communes and areas of the moment, to find places in texts; none without it.</param>
/// <param name="suggestions">What <see cref="Suggest"/> offers.</param>
/// <param name="acronyms">Initials of certifications' titles.</param>
/// <param name="named">Where titles have words that elsewhere are a wish.</param>
public sealed class MarketplaceSearch(
    ISearchIndex index, Func<Gazetteer>? gazetteer = null, Func<SuggestionList>? suggestions = null, Func<Acronyms>? acronyms = null,
    Func<NamedWishes>? named = null)
{
    /// <summary>Longest text that is read, in characters: no serious search is longer.</summary>
    public const int LongestText = 300;

    /// <summary>Circles that are tried when the one asked for holds no place-bound action, in km; then remote actions are left.</summary>
    public static IReadOnlyList<double> RadiusSteps { get; } = [60, 100];

    /// <summary>Answers a query.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = SearchTelemetry.Traces.StartActivity("search");
        await index.PrepareAsync(cancel);
        var places = gazetteer?.Invoke() ?? Gazetteer.Empty;
        var reader = new QueryReader(index.Lexicon, places, Synonyms.Default, acronyms?.Invoke(), named?.Invoke());
        var text = (query.Text ?? "").Trim();
        text = text.Length > LongestText ? text[..LongestText] : text;
        var placeNames = new PlaceNameReadings(index, reader);
        var (attempt, result) = query.Exact ? await AskAsync(new SearchAttempt(index, query, reader.ReadExactly(text)), cancel)
            : query.AllowCorrection ? await CorrectedAsync(query, text, reader, placeNames, cancel)
            : await AskAsync(new SearchAttempt(index, query, (await placeNames.ReadAsync(text, query, cancel)).Read), cancel);
        // Who wants no counts shows hits alone: no second question for them.
        var other = query is { Exact: false, AllowCorrection: true, WithFacets: true }
            ? await placeNames.OtherAsync(attempt.Read, query, cancel) : null;
        Widened? widened = null;
        if (query is { Exact: false, AllowWidening: true })
            (result, widened) = await WidenAsync(attempt, result, places, cancel);
        if (result.Total == 0 && query is { Exact: false, AllowCorrection: true })
            (attempt, result, widened) = await WithFewerWishesAsync(attempt, query.AllowWidening, places, cancel)
                ?? (attempt, result, widened);
        var approximate = await attempt.IsApproximateAsync(result, cancel);
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
            OtherReading = other,
            Correction = attempt.CorrectionFor(result),
            LeftOut = result.Total == 0 ? [] : attempt.LeftOut,
            Approximate = approximate,
            Widened = widened,
            TookMs = took,
        };
    }

    /// <summary>Completions for what is being typed.</summary>
    public IReadOnlyList<Suggestion> Suggest(string prefix, int limit = 8) =>
        (suggestions?.Invoke() ?? SuggestionList.Empty).Find(prefix.Length > LongestText ? prefix[..LongestText] : prefix, limit);

    private static async Task<(SearchAttempt, EngineResult)> AskAsync(SearchAttempt attempt, CancellationToken cancel) =>
        (attempt, await attempt.RunAsync(cancel));

    /// <summary>Reads the text, mends what is mistyped, and leaves out words with which nothing is found anywhere.</summary>
    private async Task<(SearchAttempt, EngineResult)> CorrectedAsync(
        SearchQuery query, string text, QueryReader reader, PlaceNameReadings placeNames, CancellationToken cancel)
    {
        var (read, how) = await placeNames.ReadAsync(text, query, cancel);
        var corrector = new Corrector(index.Lexicon, Synonyms.Default, JobNames.Default);
        var corrections = Corrections(read, p => p.IsKnown ? corrector.ForMisspelt(p.Word) : corrector.ForUnknown(p.Word));
        var attempt = Attempt(corrections);
        var result = await attempt.RunAsync(cancel);
        if (result.Total > 0 || !attempt.HasText || await attempt.FindsAnywhereAsync(cancel))
            return (attempt, result);
        var rare = Corrections(read, p => corrections.GetValueOrDefault(p.Word) ?? corrector.ForRare(p.Word));
        if (rare.Count > corrections.Count)
        {
            var other = Attempt(rare);
            if (await other.FindsAnywhereAsync(cancel))
                return (other, await other.RunAsync(cancel));
        }
        if (await attempt.RelaxAsync(cancel))
            return (attempt, await attempt.RunAsync(cancel));
        var near = new SearchAttempt(index, query, reader.Read(text, corrections, how, JobNames.Default), corrections);
        return await near.FindsAnywhereAsync(cancel) ? (near, await near.RunAsync(cancel)) : (attempt, result);

        SearchAttempt Attempt(Dictionary<Word, IReadOnlyList<string>> terms)
        {
            var said = terms.Count == 0 ? read : reader.Read(text, terms, how);
            // A job that nothing teaches may have others near it; what else is unknown is left out.
            if (said.Unknown > 0 && reader.Read(text, terms, how, JobNames.Default) is var jobs && jobs.Unknown < said.Unknown)
                said = jobs;
            var made = new SearchAttempt(index, query, said, terms);
            made.Forgive();
            return made;
        }
    }

    /// <summary>Gives up wishes (free, at week-ends) that leave nothing; null when nothing is found without them either.</summary>
    private static async Task<(SearchAttempt, EngineResult, Widened?)?> WithFewerWishesAsync(
        SearchAttempt attempt, bool widens, Gazetteer places, CancellationToken cancel)
    {
        foreach (var fewer in attempt.WithFewerWishes())
        {
            var found = await fewer.RunAsync(cancel);
            var (result, widened) = widens ? await WidenAsync(fewer, found, places, cancel) : (found, null);
            if (result.Total > 0)
                return (fewer, result, widened);
        }
        return null;
    }

    private static Dictionary<Word, IReadOnlyList<string>> Corrections(ReadText read, Func<PlainWord, IReadOnlyList<string>?> correct)
    {
        var corrections = new Dictionary<Word, IReadOnlyList<string>>();
        foreach (var plain in read.Plain)
            if (correct(plain) is { } terms)
                corrections[plain.Word] = terms;
        return corrections;
    }

    /// <summary>
    /// Enlarges the circle step by step while it holds no place-bound action; keeps the first that does. The last step
    /// are remote actions, which pass every circle: that nothing else is left is said too.
    /// </summary>
    private static async Task<(EngineResult, Widened?)> WidenAsync(
        SearchAttempt attempt, EngineResult result, Gazetteer places, CancellationToken cancel)
    {
        if (attempt.Filters.Remote == RemoteMode.Only || attempt.Filters.Modality is [Modalities.Remote] || result.PlaceBoundInside)
            return (result, null);
        string? around = null;
        if (attempt.Area is { } area && places.CentreOf(area) is var (lat, lng))
        {
            around = area.Name;
            attempt.LeaveArea(new NearPoint(lat, lng, null, area.Name));
        }
        if (attempt.Filters.Near is null)
            return (result, null);
        foreach (var radius in RadiusSteps.Where(r => r > attempt.Filters.RadiusKm))
        {
            var wider = await attempt.RunAsync(radius, cancel);
            if (wider.PlaceBoundInside)
                return (wider, new Widened(radius, around));
        }
        return result.Total == 0
            ? (result, null) : (result, new Widened(Math.Max(attempt.Filters.RadiusKm, RadiusSteps[^1]), around, RemoteOnly: true));
    }
}
