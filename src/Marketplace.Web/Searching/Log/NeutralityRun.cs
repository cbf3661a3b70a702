using System.Globalization;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Neutrality;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Web.Searching.Log;

/// <summary>Measures how neutral the order is: replays a sample of logged searches and stores the indicators of the day.</summary>
public sealed class NeutralityRun(
    NeutralitySample sample, NeutralityResults results, MarketplaceSearch search, ReferenceDataStore store, TimeProvider clock)
{
    /// <summary>Name of the task beside a running server.</summary>
    public const string Kind = "neutrality";

    /// <summary>What was not replayed by then is left out of the sample.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <returns>Null when no logged search can be replayed: nothing is stored.</returns>
    public async Task<NeutralityResult?> RunAsync(CancellationToken cancel)
    {
        var today = clock.Today();
        var started = clock.GetTimestamp();
        var replay = new NeutralityReplay((query, stop) => search.SearchAsync(query, stop));
        var replayed = new List<ReplayedQuery>();
        foreach (var logged in await sample.DrawAsync(today, cancel))
        {
            if (clock.GetElapsedTime(started) > Longest)
                break;
            if (await replay.ReplayAsync(QueryOf(logged, store.Current, today), cancel) is { } answers)
                replayed.Add(answers);
        }
        if (replayed.Count == 0)
            return null;
        var figures = NeutralityMeasure.Of(replayed);
        var result = new NeutralityResult
        {
            Day = today,
            Queries = figures.Queries,
            Shuffles = figures.Shuffles,
            Providers = figures.Providers,
            NeverShown = figures.NeverShown,
            ByChance = figures.ByChance,
            RankCorrelation = figures.RankCorrelation,
        };
        await results.SaveAsync(result, cancel);
        return result;
    }

    /// <summary>The same as the answer of a command.</summary>
    public async Task<IndexAnswer> AnswerAsync(CancellationToken cancel) => await RunAsync(cancel) is { } result
        ? new IndexAnswer(0, string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"""
            Neutralité mesurée sur {result.Queries} recherches et les ordres de {result.Shuffles} jours.
              organismes qui correspondent aussi bien que ceux montrés : {result.Providers}
              jamais montrés en première page : {result.NeverShown:P1} (un tirage équitable en laisserait {result.ByChance:P1})
              corrélation entre organisme et rang, à égalité : {(result.RankCorrelation is { } correlation ? correlation.ToString("N3", CultureInfo.GetCultureInfo("fr-FR")) : "rien à comparer")}
            """))
        : new IndexAnswer(0, "Rien à mesurer : le journal des recherches ne contient encore aucune recherche à rejouer.");

    /// <summary>The query again; a rounded place becomes the most populous commune of its département.</summary>
    internal static SearchQuery QueryOf(SampledQuery logged, ReferenceData reference, DateOnly today)
    {
        var parameters = logged.Filters.Select(filter => filter.Split('=', 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0]).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(parts => parts[1])]));
        if (logged.Text is { } text)
            parameters["q"] = text;
        if (logged.Department is { } department && !parameters.ContainsKey("department")
            && reference.Places.All.Where(place => place.Department == department).MaxBy(place => place.Population) is { } town)
            parameters["near"] = town.Insee;
        return SearchBinder.Bind(new QueryCollection(parameters), reference, today).Query;
    }
}
