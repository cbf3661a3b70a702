using System.Globalization;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Runs a query over one segment after the other: candidates, filters, counts, matches, in one pass.</summary>
internal sealed class SegmentSearch(
    QueryPlan plan, CompiledText? text, Steering? steering, FacetCounter? facets, MatchCollector matches, Vocabularies vocabularies)
{
    /// <summary>How much nearer or rightly levelled results gain.</summary>
    private const float SteeringGain = 1.6f;

    private readonly SearchQuery query = plan.Query;
    private readonly int steeredLevel = steering?.Level is { } level
        ? vocabularies[OrdinalColumn.Level].Find(level.ToString(CultureInfo.InvariantCulture)) : -1;

    /// <summary>Actions that fit all, place-bound ones among them.</summary>
    public int PlaceBound { get; private set; }

    public int Total { get; private set; }

    public void Run(SegmentView view, int viewIndex)
    {
        if (view.Living == 0)
            return;
        if (text is { Required.Length: > 0 })
        {
            var scratch = SearchScratch.ForThread(view.Segment.Count);
            var matcher = new TextMatcher(text, view.Segment, scratch);
            matcher.Match();
            foreach (var document in CollectionsMarshal.AsSpan(scratch.Candidates))
                Evaluate(view, viewIndex, document, scratch.Total[document]);
            matcher.Reset();
            return;
        }
        if (Surroundings(view.Segment) is { } near)
        {
            foreach (var document in CollectionsMarshal.AsSpan(near))
                Evaluate(view, viewIndex, document, 0);
            return;
        }
        for (var document = 0; document < view.Segment.Count; document++)
            Evaluate(view, viewIndex, document, 0);
    }

    /// <summary>The only documents that the place filters can let pass; null when there is no such filter.</summary>
    private List<int>? Surroundings(Segment segment)
    {
        if (query.Near is { } near)
        {
            var found = new List<int>();
            if (query.Remote != RemoteMode.Only)
                segment.Grid.Collect(GeoDistance.BoxAround(near.Lat, near.Lng, query.RadiusKm), found);
            var modality = segment[OrdinalColumn.Modality];
            found.RemoveAll(d => modality[d] == plan.Remote);
            if (query.Remote != RemoteMode.Exclude)
                found.AddRange(segment.Remote);
            return found;
        }
        if (query.Boxes.Count == 0)
            return null;
        var inside = new HashSet<int>();
        var ofBox = new List<int>();
        foreach (var box in query.Boxes)
        {
            ofBox.Clear();
            segment.Grid.Collect(box, ofBox);
            inside.UnionWith(ofBox);
        }
        return [.. inside];
    }

    private void Evaluate(SegmentView view, int viewIndex, int document, float score)
    {
        if (view.IsDeleted(document))
            return;
        var segment = view.Segment;
        foreach (var filter in plan.AllOf)
            if (!filter.Passes(segment, document))
                return;
        var remote = segment[OrdinalColumn.Modality][document] == plan.Remote && plan.Remote >= 0;
        if (query.Remote == RemoteMode.Only ? !remote : remote && query.Remote == RemoteMode.Exclude)
            return;
        var distance = double.PositiveInfinity;
        if (query.Near is { } near && !remote)
        {
            distance = GeoDistance.Km(near.Lat, near.Lng, segment.Lat[document], segment.Lng[document]);
            if (!(distance <= query.RadiusKm))
                return;
        }
        if (!PassesFacets(segment, document))
            return;
        Total++;
        if (!remote)
            PlaceBound++;
        facets?.CountAll(segment, document);
        score = Steer(segment, document, remote, score);
        matches.Add(new Match(viewIndex, document, Key(segment, document, distance, score), distance, score));
    }

    /// <summary>Counts a document that only one facet's own filter keeps away for that facet.</summary>
    private bool PassesFacets(Segment segment, int document)
    {
        DocumentFilter? failed = null;
        foreach (var filter in plan.PerFacet)
        {
            if (filter.Passes(segment, document))
                continue;
            if (failed is not null || facets is null)
                return false;
            failed = filter;
        }
        if (failed is null)
            return true;
        facets!.Count(segment, document, failed.Facet);
        return false;
    }

    private float Steer(Segment segment, int document, bool remote, float score)
    {
        if (steering is null)
            return score;
        var gain = 1f;
        if (steeredLevel >= 0 && segment[OrdinalColumn.Level][document] == steeredLevel)
            gain *= SteeringGain;
        if (steering.Near is { } point && !remote
            && GeoDistance.Km(point.Lat, point.Lng, segment.Lat[document], segment.Lng[document]) <= steering.RadiusKm)
            gain *= SteeringGain;
        // Without words a steered document still comes first.
        return score > 0 ? score * gain : gain - 1;
    }

    private double Key(Segment segment, int document, double distance, float score) => query.Sort switch
    {
        SearchSort.Distance => distance,
        SearchSort.Price => segment.Prices[document] < 0 ? double.PositiveInfinity : segment.Prices[document],
        SearchSort.Rating => double.IsNaN(segment.Ratings[document]) ? double.PositiveInfinity : -segment.Ratings[document],
        SearchSort.StartDate => plan.Sessions.FirstStart(segment, document) is { } day && day != SessionColumns.NoStart
            ? day : double.PositiveInfinity,
        // Scores that close are equal: the published rule for ties decides, not a rounding.
        _ => -Math.Round(score * 20) / 20,
    };
}
