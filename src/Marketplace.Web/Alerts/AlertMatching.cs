using System.Text.Json;
using Marketplace.Catalogue.Reference;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.People.SavedSearches;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Embedded;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Alerts;

/// <summary>
/// Asks every query of an alert about the new actions. Those make a small index of their own, in batches of bounded
/// size: its answers are the search page's, and a query costs nothing like one over the whole catalogue.
/// </summary>
public sealed partial class AlertMatching(
    AlertRuns runs, AlertMatches matches, ActionRows rows, ISearchIndex live, SearchVocabulary vocabulary, ReferenceDataStore store,
    TimeProvider clock, ILogger<AlertMatching> log)
{
    private const int ActionsAtOnce = 5_000;
    private const int QueriesAtOnce = 500;

    /// <summary>Kept of a query and batch; a digest lists fewer.</summary>
    private const int MatchesKept = 1_000;

    /// <summary>Written at once.</summary>
    private const int MatchesAtOnce = 20_000;

    public async Task RunAsync(long run, CancellationToken cancel)
    {
        while (await runs.NextActionsAsync(run, ActionsAtOnce, cancel) is { Count: > 0 } actions)
        {
            var folder = Directory.CreateTempSubdirectory("marketplace-alerts-");
            try
            {
                await using var index = new NewActionsIndex(live, EmbeddedIndex.Open(folder.FullName));
                await FillAsync(index, actions, cancel);
                await AskAsync(new MarketplaceSearch(
                    index, () => vocabulary.Gazetteer, acronyms: () => vocabulary.Acronyms, named: () => vocabulary.NamedWishes), cancel);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
            await runs.MarkMatchedAsync(actions, cancel);
        }
    }

    private async Task FillAsync(NewActionsIndex index, IReadOnlyList<long> actions, CancellationToken cancel)
    {
        var changes = new List<DocumentChange>();
        var builder = new DocumentBuilder(store.Current);
        foreach (var row in await rows.ByIdsAsync(actions, cancel))
        {
            try
            {
                changes.Add(builder.Change(row));
            }
            catch (JsonException)
            {
                // Damaged content is in nobody's results either; the outbox has set it aside and said so.
                DamagedAction(row.Id);
            }
        }
        await index.ApplyAsync(changes, cancel);
    }

    private async Task AskAsync(MarketplaceSearch search, CancellationToken cancel)
    {
        var after = 0L;
        while (await matches.QueriesAsync(after, QueriesAtOnce, cancel) is { Count: > 0 } queries)
        {
            var found = new List<AlertMatch>();
            foreach (var query in queries)
            {
                found.AddRange(await FindAsync(search, query, cancel));
                if (found.Count < MatchesAtOnce)
                    continue;
                await matches.SaveAsync(found, cancel);
                found.Clear();
            }
            await matches.SaveAsync(found, cancel);
            after = queries[^1].Id;
        }
    }

    private async Task<IEnumerable<AlertMatch>> FindAsync(MarketplaceSearch search, AlertQuery asked, CancellationToken cancel)
    {
        try
        {
            if (SavedQuery.Read(asked.Query, store.Current, clock.Today()) is not { } query)
            {
                await SetAsideAsync(asked.Id, "not understood any more", cancel);
                return [];
            }
            var result = await search.SearchAsync(
                query with { AllowCorrection = false, AllowWidening = false, WithFacets = false, Collapse = false, PageSize = MatchesKept },
                cancel);
            return result.Hits.Select((hit, rank) => new AlertMatch(asked.Id, hit.Document.Id, rank));
        }
        // An engine that is away is not the query's fault: the run stops, and is taken up again by the next look.
        catch (Exception failure) when (
            !cancel.IsCancellationRequested && failure is not Npgsql.NpgsqlException && !EngineFailure.IsAway(failure))
        {
            await SetAsideAsync(asked.Id, failure.GetType().Name, cancel);
            return [];
        }
    }

    private async Task SetAsideAsync(long query, string error, CancellationToken cancel)
    {
        await matches.SetAsideAsync(query, error, cancel);
        QuerySetAside(query, error);
    }

    [LoggerMessage(LogLevel.Warning, "Alerts leave the damaged action {Action} out")]
    private partial void DamagedAction(long action);

    [LoggerMessage(LogLevel.Error, "The saved query {Query} is set aside: {Error}")]
    private partial void QuerySetAside(long query, string error);
}
