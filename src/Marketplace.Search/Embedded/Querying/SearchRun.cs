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
        var cells = filters.Cells is { } grid ? new CellCounter(grid, watch) : null;
        var plan = new QueryPlan(filters, vocabularies);
        var page = new ResultPage(filters);
        var search = new ViewSearch(plan, facets, cells, page.Collapses, memory, watch);
        using var matches = new MatchCollector(page.Ranked);
        var collapse = page.Collapses ? new GroupCollapse(snapshot, matches) : null;
        var scoring = new MatchScoring(plan, query.Steering, vocabularies);
        // Where nothing but the text and the shuffle orders, matches need not be looked at one by one.
        var even = query.Steering is null && filters is { Near: null, Sort: SearchSort.Relevance };
        var texts = new ScoredDocuments?[found.Length];
        try
        {
            for (var view = 0; view < found.Length && text is not { Impossible: true }; view++)
            {
                watch.Check();
                texts[view] = text is null ? null : TextMatcher.Match(text, snapshot.Views[view].Segment, watch);
                if (texts[view] is { Count: 0 })
                    continue;
                found[view] = search.Run(snapshot.Views[view], texts[view]);
                if (!even && found[view] is { } ofView)
                    Score(view, ofView, texts[view], scoring, matches, ofView.AllStandAlone ? null : collapse);
            }
            collapse?.Finish();
            var ranking = new Ranking(snapshot, day);
            var order = new EvenOrder(found, texts, memory, watch);
            var groups = even ? order.Collapse() : matches.Added;
            List<Match> ordered = page.Starts >= groups ? [] : even
                ? order.First(page.Ranked, ranking) : ranking.First(matches, page.Ranked);
            return new EngineResult(
                search.Total, groups, page.Of(ordered, ranking.ProviderOf).ConvertAll(m => Hit(m, filters, page.Collapses)),
                facets?.Result() ?? new Dictionary<string, IReadOnlyList<FacetCount>>(), search.PlaceBound)
            { Cells = cells?.Result() ?? [] };
        }
        finally
        {
            foreach (var scored in texts)
                scored?.Dispose();
        }
    }

    private void Score(
        int view, ViewMatches ofView, ScoredDocuments? text, MatchScoring scoring, MatchCollector matches, GroupCollapse? collapse)
    {
        var documents = ofView.All;
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
