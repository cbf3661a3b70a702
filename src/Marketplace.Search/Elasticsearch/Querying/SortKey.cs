using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>What a sort looks at first: how Elasticsearch orders by it, and how to ask for all that share one value of it.</summary>
internal abstract class SortKey
{
    /// <summary>Null: nothing, or only the distance.</summary>
    public virtual JsonObject? Sort => null;

    /// <summary>Whether several values of the sort are one key, so that hits by the sort are not yet in order of the key.</summary>
    public virtual bool IsCoarse => false;

    /// <summary>The key, lower first, infinite when missing.</summary>
    public virtual double Of(double value) => 0;

    /// <summary>The score that a key stands for.</summary>
    public virtual double ScoreOf(double key) => 0;

    /// <summary>
    /// Clauses for all documents with this key; where the text is what sorts, better ones pass and the text is asked for.
    /// </summary>
    public virtual IEnumerable<JsonObject> Sharing(double key) => [];

    /// <summary>Relevance without text or steering, and the sort by distance.</summary>
    public sealed class None : SortKey;

    /// <summary>Levels of a score: <see cref="MatchScoring.LevelOf"/>.</summary>
    /// <param name="scored">The clause that scores.</param>
    /// <param name="offset">What its score has too much.</param>
    public sealed class Level(JsonObject scored, double offset) : SortKey
    {
        public override JsonObject Sort => new() { ["_score"] = new JsonObject { ["order"] = "desc" } };

        public override bool IsCoarse => true;

        public override double Of(double value) => -MatchScoring.LevelOf((float)(value - offset));

        public override double ScoreOf(double key) => -key / MatchScoring.LevelsInOne;

        public override IEnumerable<JsonObject> Sharing(double key) => [AtLeast(-key)];

        private JsonObject AtLeast(double level) => new()
        {
            ["function_score"] = new JsonObject { ["query"] = scored.Copy(),
                ["min_score"] = ((level - 0.5) / MatchScoring.LevelsInOne) + offset },
        };
    }

    public sealed class Price : SortKey
    {
        public override JsonObject Sort => new() { ["price"] = new JsonObject { ["order"] = "asc", ["missing"] = "_last" } };

        public override double Of(double value) => value >= long.MaxValue ? double.PositiveInfinity : value;

        public override IEnumerable<JsonObject> Sharing(double key) =>
            [double.IsInfinity(key) ? Clause.Not(Clause.Exists("price")) : Clause.Term("price", (long)key)];
    }

    public sealed class Rating : SortKey
    {
        public override JsonObject Sort => new() { ["rating"] = new JsonObject { ["order"] = "desc", ["missing"] = "_last" } };

        public override double Of(double value) => -value;

        public override IEnumerable<JsonObject> Sharing(double key) =>
            [double.IsInfinity(key) ? Clause.Not(Clause.Exists("rating")) : Clause.Term("rating", -key)];
    }

    public sealed class StartDate(SearchQuery query) : SortKey
    {
        public override JsonObject Sort => SessionClause.FirstStart(query);

        public override double Of(double value) => value >= int.MaxValue ? double.PositiveInfinity : value;

        public override IEnumerable<JsonObject> Sharing(double key) =>
            SessionClause.StartingFirstOn(query, double.IsInfinity(key) ? null : (int)key);
    }

    /// <summary>A sort value of an answer; missing ones come as text.</summary>
    public static double Value(System.Text.Json.JsonElement value) => value.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Number => value.GetDouble(),
        System.Text.Json.JsonValueKind.String when value.GetString() is { } text => text switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        },
        _ => double.PositiveInfinity,
    };
}
