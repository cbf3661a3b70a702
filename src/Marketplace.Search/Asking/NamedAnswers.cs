using Marketplace.Search.Text;

namespace Marketplace.Search.Asking;

/// <summary>Results that bear the name asked for, told from those that answer by what is next best to it.</summary>
internal sealed class NamedAnswers(ISearchIndex index, IReadOnlyList<TextClause> clauses)
{
    /// <summary>Whether none of all results is one. Mostly the results shown tell; else the engine is asked once more.</summary>
    /// <param name="filters">With which the result was found.</param>
    public async Task<bool> AreMissingAsync(SearchQuery filters, EngineResult result, CancellationToken cancel)
    {
        var required = clauses.Where(c => c.Required).ToList();
        if (required.TrueForAll(c => c.Alternatives.All(IsAnswer)))
            return false;
        var answers = required.ConvertAll(c => new TextClause([.. c.Alternatives.Where(IsAnswer)]));
        if (answers.Exists(c => !c.Alternatives.Any(a => a.Tokens.All(t => index.Lexicon.Frequency(t) > 0))))
            return true;
        if (result.Hits.Any(hit => Names(hit.Document, answers)))
            return false;
        var first = filters with { Page = 1, PageSize = 1, WithFacets = false, Cells = null };
        return (await index.SearchAsync(new EngineQuery(first, answers) { DescriptionSuffices = false }, cancel)).Total == 0;
    }

    private static bool IsAnswer(TokenAlternative alternative) => alternative.Weight >= Synonyms.LeastOfAnswers;

    /// <summary>Whether each clause has an alternative in a title, certification or job.</summary>
    private static bool Names(ActionDocument document, List<TextClause> answers)
    {
        var texts = document.JobLabels.Prepend(document.Certification.Title).Prepend(document.Title).Select(TextAnalyser.Terms).ToList();
        return answers.TrueForAll(c => c.Alternatives.Any(a => texts.Exists(text => text.AsSpan().IndexOf(a.Tokens.ToArray()) >= 0)));
    }
}
