using System.Text.Json.Nodes;
using Marketplace.Search.Embedded;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>A query as clauses, and how its results are ordered.</summary>
internal sealed class CompiledQuery
{
    private readonly List<JsonObject> plain;
    private readonly List<(string Facet, JsonObject Clause)> ofFacets;
    private readonly JsonObject? unscored;
    private readonly JsonObject? scored;

    public CompiledQuery(EngineQuery query, ILexicon lexicon, long documents)
    {
        Filters = query.Filters;
        Collapses = new ResultPage(Filters).Collapses;
        plain = [.. FilterClauses.Plain(Filters)];
        ofFacets = [.. FilterClauses.OfFacets(Filters)];
        var clauses = new TextClauses(query, lexicon, documents);
        unscored = clauses.Unscored();
        var text = clauses.Scored();
        scored = query.Steering is { } steering ? Steered(text, steering) : text;
        // Without words a steered document still comes first; the embedded engine starts from 0 there.
        Key = Filters.Sort switch
        {
            SearchSort.Price => new SortKey.Price(),
            SearchSort.Rating => new SortKey.Rating(),
            SearchSort.StartDate => new SortKey.StartDate(Filters),
            SearchSort.Relevance when scored is not null => new SortKey.Level(scored, text is null ? 1 : 0),
            _ => new SortKey.None(),
        };
    }

    public SearchQuery Filters { get; }

    public SortKey Key { get; }

    /// <summary>Whether results have distances, which order what shares a key.</summary>
    public bool HasDistance => Filters.Near is not null;

    /// <summary>Whether near-duplicates are one result.</summary>
    public bool Collapses { get; }

    /// <summary>Whether nothing but the shuffle tells results apart.</summary>
    public bool TiesAll => Key.Sort is null && !HasDistance;

    /// <summary>The day whose shuffle orders equals.</summary>
    public DateOnly ShuffleDay => Filters.ShuffleDay ?? Filters.Today;

    /// <summary>The facets' filters.</summary>
    public IReadOnlyList<string> FilteredFacets => [.. ofFacets.Select(f => f.Facet)];

    /// <summary>All but the filters of facets, with scores where the sort wants them.</summary>
    public JsonObject Unfaceted() => Key is SortKey.Level
        ? new() { ["bool"] = new JsonObject { ["must"] = scored!.Copy(), ["filter"] = Copies(plain) } }
        : new() { ["bool"] = new JsonObject { ["filter"] = Copies([.. plain, .. Text()]) } };

    /// <summary>The filters of facets, but for one of them.</summary>
    public JsonObject FacetFilters(string? except = null) =>
        Clause.All(ofFacets.Where(f => f.Facet != except).Select(f => f.Clause.Copy()));

    /// <summary>What is found, without scores, and within some further clauses.</summary>
    public JsonObject Found(IEnumerable<JsonObject> within) => Filtered([.. plain, .. Text()], within);

    /// <summary>The same with scores where the sort wants them.</summary>
    public JsonObject FoundScored(IEnumerable<JsonObject> within)
    {
        var found = Filtered([], within);
        found["bool"]!["must"] = Unfaceted();
        return found;
    }

    /// <summary>The same where the clauses of a shared key are among those further ones: these ask for the text themselves.</summary>
    public JsonObject Tied(IEnumerable<JsonObject> within) => Key is SortKey.Level ? Filtered(plain, within) : Found(within);

    /// <summary>The sort by key, then distance, then draw.</summary>
    public JsonArray Sort() => SortBy([Key.Sort, DistanceSort(), .. DrawSort()]);

    /// <summary>The sort of what shares a key.</summary>
    /// <param name="withDistance">False where the distance is shared too.</param>
    public JsonArray SortOfEquals(bool withDistance) => SortBy([withDistance ? DistanceSort() : null, .. DrawSort()]);

    /// <summary>What tells near-duplicates apart: the nearest is shown, else the best, else the first by id.</summary>
    public JsonArray SortOfDuplicates() => SortBy([DistanceSort(), Key.Sort, IdSort()]);

    private JsonObject? DistanceSort() => Filters.Near is not { } near ? null : new()
    {
        ["_geo_distance"] = new JsonObject { ["point"] = FilterClauses.Point(near), ["order"] = "asc", ["unit"] = "km" },
    };

    /// <summary>
    /// What orders a provider's equals: their draws of the day, then the id, which to read takes long. Near-duplicates have the same draws.
    /// </summary>
    private IEnumerable<JsonObject> DrawSort()
    {
        yield return new() { [$"lot.{Draws.On(ShuffleDay)}"] = "asc" };
        if (!Collapses)
            yield return IdSort();
    }

    private JsonObject Filtered(IEnumerable<JsonObject> clauses, IEnumerable<JsonObject> within) => new()
    {
        ["bool"] = new JsonObject { ["filter"] = new JsonArray(
            [.. clauses.Select(c => c.Copy()), .. ofFacets.Select(f => f.Clause.Copy()), .. within]) },
    };

    private static JsonArray SortBy(IEnumerable<JsonObject?> sorts) => new([.. sorts.Where(s => s is not null)]);

    private static JsonObject IdSort() => new() { ["id"] = "asc" };

    private IEnumerable<JsonObject> Text() => unscored is null ? [] : [unscored];

    private static JsonArray Copies(IEnumerable<JsonObject> clauses) => new([.. clauses.Select(c => c.Copy())]);

    private static JsonObject Steered(JsonObject? text, Steering steering)
    {
        var gains = new JsonArray();
        if (steering.Level is { } level)
            gains.Add(Gain(Clause.Term(Facets.Level, level.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (steering.Near is { } near)
            gains.Add(Gain(FilterClauses.Circle(near, steering.RadiusKm)));
        return new()
        {
            ["function_score"] = new JsonObject
            {
                ["query"] = text ?? Clause.Everything, ["functions"] = gains, ["score_mode"] = "multiply", ["boost_mode"] = "multiply",
            },
        };
    }

    private static JsonObject Gain(JsonObject filter) => new() { ["filter"] = filter, ["weight"] = MatchScoring.SteeringGain };
}
