namespace Marketplace.Search.Embedded.Querying;

/// <summary>One search over one snapshot.</summary>
internal sealed class SearchRun(Snapshot snapshot, Vocabularies vocabularies, TermLexicon lexicon)
{
    /// <summary>Results beyond this rank are not shown: nobody reads them, and they would cost the most.</summary>
    public const int DeepestRank = 10_000;

    public EngineResult Run(EngineQuery query, CancellationToken cancel)
    {
        var filters = query.Filters;
        var text = query.Clauses.Count == 0 ? null : new CompiledText(query, vocabularies.Terms, lexicon, snapshot.Documents);
        var facets = filters.WithFacets ? new FacetCounter(vocabularies) : null;
        using var matches = new MatchCollector();
        var search = new SegmentSearch(new QueryPlan(filters, vocabularies), text, query.Steering, facets, matches, vocabularies);
        if (text is not { Impossible: true })
        {
            for (var view = 0; view < snapshot.Views.Length; view++)
            {
                cancel.ThrowIfCancellationRequested();
                search.Run(snapshot.Views[view], view);
            }
        }
        var collapse = filters is { Collapse: true, Sort: SearchSort.Relevance };
        using var groups = collapse ? new GroupCollapse(matches, snapshot, vocabularies.Groups.Count) : null;
        var hits = Page(matches, filters).ConvertAll(m => Hit(m, filters, groups));
        return new EngineResult(
            search.Total, matches.Count, hits,
            facets?.Result() ?? new Dictionary<string, IReadOnlyList<FacetCount>>(), search.PlaceBound > 0);
    }

    private List<Match> Page(MatchCollector matches, SearchQuery filters)
    {
        var first = (Math.Max(1, filters.Page) - 1L) * filters.PageSize;
        var wanted = Math.Min(first + filters.PageSize, DeepestRank);
        if (first >= wanted || first >= matches.Count)
            return [];
        var ranking = new Ranking(snapshot, vocabularies, filters.Today);
        List<Match> ordered;
        if (filters.Sort == SearchSort.Relevance)
        {
            var blocks = (wanted + ProviderDiversity.Block - 1) / ProviderDiversity.Block;
            ordered = ProviderDiversity.Apply(ranking.First(matches.All, (int)blocks * ProviderDiversity.Block), ranking.ProviderOf);
        }
        else
        {
            ordered = ranking.First(matches.All, (int)wanted);
        }
        return ordered.GetRange((int)first, (int)Math.Min(wanted, ordered.Count) - (int)first);
    }

    private Hit Hit(Match match, SearchQuery filters, GroupCollapse? groups)
    {
        var segment = snapshot.Views[match.View].Segment;
        var document = StoredDocument.Read(segment.StoredOf(match.Document));
        return new Hit(
            document,
            double.IsInfinity(match.Distance) ? null : match.Distance,
            SessionRules.Next(document, filters),
            groups is null ? 0 : groups.SizeOf(segment.Groups[match.Document]) - 1,
            null,
            match.Score);
    }
}
