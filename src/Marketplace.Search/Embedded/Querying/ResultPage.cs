namespace Marketplace.Search.Embedded.Querying;

/// <summary>Which results a query shows, and how many must be ranked to know them.</summary>
internal sealed class ResultPage
{
    private readonly bool relevance;
    private readonly int end;

    public ResultPage(SearchQuery query)
    {
        relevance = query.Sort == SearchSort.Relevance;
        Collapses = relevance && query.Collapse;
        var first = (Math.Max(1, query.Page) - 1L) * query.PageSize;
        var last = Math.Min(first + query.PageSize, SearchRun.DeepestRank);
        (Starts, end) = first >= last ? (int.MaxValue, 0) : ((int)first, (int)last);
        var blocks = (end + ProviderDiversity.Block - 1) / ProviderDiversity.Block;
        Ranked = Math.Max(1, relevance ? blocks * ProviderDiversity.Block : end);
    }

    public bool Collapses { get; }

    /// <summary>Rank of the first result shown, from 0; out of reach when the page lies too deep.</summary>
    public int Starts { get; }

    /// <summary>How many results must be ranked.</summary>
    public int Ranked { get; }

    /// <summary>The page's results of those ranked.</summary>
    public List<Match> Of(List<Match> ordered, ProviderOf providerOf)
    {
        if (ordered.Count <= Starts)
            return [];
        var parted = relevance ? ProviderDiversity.Apply(ordered, providerOf, end) : ordered;
        return parted.GetRange(Starts, Math.Min(end, parted.Count) - Starts);
    }
}

/// <summary>The provider of a match, by ordinal.</summary>
internal delegate int ProviderOf(in Match match);
