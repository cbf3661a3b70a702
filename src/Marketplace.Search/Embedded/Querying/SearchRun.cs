using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>One search over one snapshot.</summary>
internal sealed class SearchRun(Snapshot snapshot, Vocabularies vocabularies, TermLexicon lexicon, DayOrder day, QueryWatch watch)
{
    /// <summary>Results beyond this rank are not shown: nobody reads them, and they would cost the most.</summary>
    public const int DeepestRank = 10_000;

    private readonly ViewMatches?[] found = new ViewMatches?[snapshot.Views.Length];

    public EngineResult Run(EngineQuery query)
    {
        var filters = query.Filters;
        using var memory = new QueryMemory();
        var text = query.Clauses.Any(c => c.Required)
            ? new CompiledText(query, vocabularies.Terms, lexicon, snapshot.Documents) : null;
        var facets = filters.WithFacets ? new FacetCounter(vocabularies, memory) : null;
        var plan = new QueryPlan(filters, vocabularies);
        var page = new ResultPage(filters);
        var search = new ViewSearch(plan, facets, page.Collapses, memory, watch);
        using var matches = new MatchCollector(page.Ranked);
        var collapse = page.Collapses ? new GroupCollapse(snapshot, matches) : null;
        var scoring = new MatchScoring(plan, query.Steering, vocabularies);
        // Where nothing but the shuffle orders, matches need not be looked at one by one.
        var even = text is null && query.Steering is null && filters is { Near: null, Sort: SearchSort.Relevance };
        if (text is not { Impossible: true })
        {
            for (var view = 0; view < found.Length; view++)
            {
                watch.Check();
                using var scored = text is null ? null : TextMatcher.Match(text, snapshot.Views[view].Segment, watch);
                if (scored is { Count: 0 })
                    continue;
                found[view] = search.Run(snapshot.Views[view], scored);
                if (!even && found[view] is { } ofView)
                    Score(view, ofView, ofView.All, scored, scoring, matches, ofView.AllStandAlone ? null : collapse);
            }
        }
        collapse?.Finish();
        var (groups, ordered) = even ? Even(page, scoring, matches) : (matches.Added, Ranked(page, matches));
        var hits = page.Of(ordered, new Ranking(snapshot, day).ProviderOf).ConvertAll(m => Hit(m, filters, page.Collapses));
        return new EngineResult(
            search.Total, groups, hits,
            facets?.Result() ?? new Dictionary<string, IReadOnlyList<FacetCount>>(), search.PlaceBound);
    }

    private List<Match> Ranked(ResultPage page, MatchCollector matches) =>
        page.Starts >= matches.Added ? [] : new Ranking(snapshot, day).First(matches, page.Ranked);

    private (int Groups, List<Match> Ordered) Even(ResultPage page, MatchScoring scoring, MatchCollector matches)
    {
        if (page.Collapses)
            GroupCollapse.CollapseAcross(found);
        var groups = found.Sum(f => f?.ShownCount ?? 0);
        if (page.Starts >= groups)
            return (groups, []);
        var walk = new ProviderWalk(snapshot, day, found);
        if (walk.IsWorthwhile(groups) && walk.First(page.Ranked) is { } first)
            return (groups, first);
        for (var view = 0; view < found.Length; view++)
            if (found[view] is { } ofView)
                Score(view, ofView, ofView.Shown, null, scoring, matches, null);
        return (groups, Ranked(page, matches));
    }

    private void Score(
        int view, ViewMatches ofView, ReadOnlySpan<ulong> documents, ScoredDocuments? text, MatchScoring scoring, MatchCollector matches, GroupCollapse? collapse)
    {
        var segment = ofView.View.Segment;
        var shown = ofView.Shown;
        if (text is not null)
        {
            var hits = text.Documents;
            var scores = text.Scores;
            for (var i = 0; i < hits.Length; i++)
                if (Bits.Contains(documents, hits[i]))
                    Add(scoring.Of(view, segment, hits[i], scores[i]), shown);
            return;
        }
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
                Add(scoring.Of(view, segment, (w << 6) + BitOperations.TrailingZeroCount(word), 0), shown);
            if ((w & (DocumentSet.ChunkWords - 1)) == 0)
                watch.Check();
        }

        void Add(in Match match, ReadOnlySpan<ulong> shown)
        {
            if (collapse is null)
                matches.Add(match);
            else
                collapse.Add(match, follows: !Bits.Contains(shown, match.Document));
        }
    }

    private Hit Hit(Match match, SearchQuery filters, bool collapses)
    {
        var view = snapshot.Views[match.View];
        var document = StoredDocument.Read(view.Segment.StoredOf(match.Document));
        return new Hit(
            document,
            double.IsInfinity(match.Distance) ? null : match.Distance,
            SessionRules.Next(document, filters),
            collapses ? GroupCollapse.SizeOf(view, match.Document, found) - 1 : 0,
            null,
            match.Score);
    }
}
