using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Conformance;

/// <summary>Which documents a text finds, by reading their texts: what inverted lists are compared with.</summary>
internal sealed class NaiveText(EngineQuery query)
{
    public bool Finds(ActionDocument document)
    {
        var required = query.Clauses.Where(c => c.Required).ToList();
        return required.TrueForAll(c => Holds(c, Named(document)) || Holds(c, Mentioned(document)))
            && (required.Count == 0 || query.DescriptionSuffices || required.Exists(c => Holds(c, Named(document))));
    }

    private static bool Holds(TextClause clause, IEnumerable<string> texts) =>
        clause.Alternatives.Any(a => texts.Any(t => Follow(TextAnalyser.Terms(t), a.Tokens)));

    /// <summary>The tokens stand one after the other somewhere in the text.</summary>
    private static bool Follow(string[] text, IReadOnlyList<string> tokens) =>
        Enumerable.Range(0, text.Length).Any(start => text.Skip(start).Take(tokens.Count).SequenceEqual(tokens));

    /// <summary>Texts that say what the course is about.</summary>
    private static IEnumerable<string> Named(ActionDocument d) =>
        [d.Title, d.Certification.Title, d.Certification.Abbreviation ?? "", d.Certification.Code, .. d.JobLabels, .. d.Rome];

    private static IEnumerable<string> Mentioned(ActionDocument d) => [.. d.DomainLabels, d.Provider.Name, d.Description];
}
