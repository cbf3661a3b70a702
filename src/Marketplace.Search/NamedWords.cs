using Marketplace.Search.Text;

namespace Marketplace.Search;

/// <summary>The words by which an action is named: its title, certification and jobs, each text by itself.</summary>
internal sealed class NamedWords(IReadOnlyList<string[]> texts)
{
    public static NamedWords Of(ActionDocument document) => new(
        [.. document.JobLabels.Prepend(document.Certification.Title).Prepend(document.Title).Select(TextAnalyser.Terms)]);

    /// <summary>Whether each clause has an alternative here.</summary>
    public bool HoldAll(IEnumerable<TextClause> clauses) => clauses.All(c => c.Alternatives.Any(Holds));

    private bool Holds(TokenAlternative alternative) =>
        texts.Any(text => text.AsSpan().IndexOf(alternative.Tokens.ToArray()) >= 0);
}
