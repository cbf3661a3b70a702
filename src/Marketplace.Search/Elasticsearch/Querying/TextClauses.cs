using System.Text.Json.Nodes;
using Marketplace.Search.Embedded.Querying;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>
/// The text of a query as clauses that find and score as the embedded engine does: what a word scores by a field's
/// length is in the document (<c>factor</c>), rarities come from the lexicon, so that no shard's statistics have a say.
/// </summary>
/// <param name="documents">All there are, for rarities.</param>
internal sealed class TextClauses(EngineQuery query, ILexicon lexicon, long documents)
{
    private readonly List<TextClause> required = [.. query.Clauses.Where(c => c.Required)];

    /// <summary>
    /// What finds the same, with fewer clauses: each is looked up in every segment. Null when there is no text that must be found.
    /// </summary>
    public JsonObject? Unscored() => required.Count switch
    {
        0 => null,
        // What names it holds it.
        1 when !query.DescriptionSuffices => Named(),
        _ => Clause.All([.. required.Select(c => Held(c.Alternatives, [.. FieldScore.Naming, .. FieldScore.Mentioning])),
        .. query.DescriptionSuffices ? [] : new[] { Named() }]),
    };

    /// <summary>Null when there is no text that must be found.</summary>
    public JsonObject? Scored()
    {
        if (required.Count == 0)
            return null;
        var clauses = new JsonObject
        {
            ["must"] = new JsonArray([.. required.Select(Scored)]),
            ["should"] = new JsonArray([.. query.Clauses.Where(c => !c.Required).Select(Scored)]),
        };
        if (!query.DescriptionSuffices)
            clauses["filter"] = Named();
        return new JsonObject { ["bool"] = clauses };
    }

    /// <summary>The best alternative counts; all with the rarity of the first known one, what was typed if possible.</summary>
    private JsonObject Scored(TextClause clause)
    {
        var alternatives = clause.Alternatives.Where(a => a.Tokens.Count > 0).ToList();
        if (alternatives.Count == 0)
            return Clause.Nothing;
        var first = alternatives.Find(a => a.Tokens.All(t => lexicon.Frequency(t) > 0)) ?? alternatives[0];
        var rarity = first.Tokens.Sum(Rarity);
        return Clause.Best([.. alternatives.SelectMany(a => Scored(a, (float)(a.Weight * rarity)))]);
    }

    /// <summary>
    /// Fields that only mention count where no naming one holds the alternative: each of those scores more than all of them together.
    /// </summary>
    private static IEnumerable<JsonObject> Scored(TokenAlternative alternative, float weight) => [
        Clause.Best([.. FieldScore.Naming.Select(f => Scored(f, alternative, weight))], FieldScore.OtherFields),
        Clause.Best([.. FieldScore.Mentioning.Select(f => Scored(f, alternative, weight))], FieldScore.OtherFields)];

    private static JsonObject Scored(TextField field, TokenAlternative alternative, float weight)
    {
        var found = Found(field, alternative);
        if (!FieldScore.ByTheirLength.Contains(field))
            return Clause.Constant(found, weight * FieldScore.TableOf(field)[0]);
        return new()
        {
            ["function_score"] = new JsonObject
            {
                ["query"] = Clause.Constant(found, 1),
                ["field_value_factor"] = new JsonObject { ["field"] = $"factor.{DocumentWriter.NameOf(field)}", ["missing"] = 0 },
                ["boost_mode"] = "multiply",
                ["boost"] = weight,
            },
        };
    }

    /// <summary>One of the words is in a field that says what an action is.</summary>
    private JsonObject Named() => Held(required.SelectMany(c => c.Alternatives), FieldScore.Naming);

    private static JsonObject Held(IEnumerable<TokenAlternative> alternatives, IReadOnlyCollection<TextField> fields) =>
        Clause.Any(alternatives.Where(a => a.Tokens.Count > 0).SelectMany(a => fields.Select(f => Found(f, a))));

    private static JsonObject Found(TextField field, TokenAlternative alternative)
    {
        var name = $"text.{DocumentWriter.NameOf(field)}";
        return alternative.Tokens.Count == 1
            ? Clause.Term(name, alternative.Tokens[0])
            : new() { ["match_phrase"] = new JsonObject { [name] = string.Join(' ', alternative.Tokens) } };
    }

    private double Rarity(string token)
    {
        var holding = lexicon.Frequency(token);
        return Math.Log(1 + ((Math.Max(documents, holding) - holding + 0.5) / (holding + 0.5)));
    }
}
