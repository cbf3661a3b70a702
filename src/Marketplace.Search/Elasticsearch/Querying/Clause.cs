using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Clauses of the query language. Each call makes nodes of its own: a node has one parent only.</summary>
internal static class Clause
{
    public static JsonObject Everything => new() { ["match_all"] = new JsonObject() };

    public static JsonObject Nothing => new() { ["match_none"] = new JsonObject() };

    public static JsonObject Term(string field, JsonNode value) => new() { ["term"] = new JsonObject { [field] = value } };

    public static JsonObject Terms(string field, IEnumerable<string> values) =>
        new() { ["terms"] = new JsonObject { [field] = Array(values) } };

    public static JsonObject Terms(string field, IEnumerable<long> values) =>
        new() { ["terms"] = new JsonObject { [field] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]) } };

    public static JsonObject Exists(string field) => new() { ["exists"] = new JsonObject { ["field"] = field } };

    public static JsonObject Prefix(string field, string prefix) => new() { ["prefix"] = new JsonObject { [field] = prefix } };

    /// <summary>Bounds belong to the range; a null one is open.</summary>
    public static JsonObject Range(string field, JsonNode? from, JsonNode? to)
    {
        var bounds = new JsonObject();
        if (from is not null)
            bounds["gte"] = from;
        if (to is not null)
            bounds["lte"] = to;
        return new() { ["range"] = new JsonObject { [field] = bounds } };
    }

    /// <summary>All hold; none scores.</summary>
    public static JsonObject All(IEnumerable<JsonObject> clauses) => Bool("filter", clauses);

    /// <summary>One holds; for use where nothing scores.</summary>
    public static JsonObject Any(IEnumerable<JsonObject> clauses) => clauses.ToList() is { Count: > 0 } some
        ? Bool("should", some) : Nothing;

    public static JsonObject Not(JsonObject clause) => Bool("must_not", [clause]);

    /// <summary>The best of the clauses scores fully, the others by a share.</summary>
    public static JsonObject Best(IReadOnlyCollection<JsonObject> clauses, double others = 0) => clauses.Count switch
    {
        0 => Nothing,
        1 => clauses.First(),
        _ => new() { ["dis_max"] = new JsonObject { ["queries"] = new JsonArray([.. clauses]), ["tie_breaker"] = others } },
    };

    /// <summary>Scores the same for every document that it finds.</summary>
    public static JsonObject Constant(JsonObject filter, double score) =>
        new() { ["constant_score"] = new JsonObject { ["filter"] = filter, ["boost"] = score } };

    public static JsonObject Bool(string occurrence, IEnumerable<JsonObject> clauses) =>
        new() { ["bool"] = new JsonObject { [occurrence] = new JsonArray([.. clauses]) } };

    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    public static JsonObject Copy(this JsonObject clause) => clause.DeepClone().AsObject();
}
