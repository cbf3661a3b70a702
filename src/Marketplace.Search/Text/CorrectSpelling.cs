using System.Globalization;

namespace Marketplace.Search.Text;

/// <summary>Writes a stem as a word: as the results write it, else the synonym file.</summary>
internal static class CorrectSpelling
{
    /// <param name="typed">What was typed: of several forms the nearest is shown (sociale rather than social for "sociall").</param>
    public static string Of(string stem, string typed, IReadOnlyList<Hit> results)
    {
        var forms = results.SelectMany(h => new[] { h.Document.Title, h.Document.Certification.Title })
            .SelectMany(text => FormsOf(stem, text)).Distinct().ToList();
        return forms.Count == 0 ? Synonyms.Default.Spelling(stem) ?? stem : forms.MinBy(f => Difference(Folding.Fold(f), typed))!;
    }

    /// <summary>The words of a text with this stem, without brackets for the other gender.</summary>
    private static IEnumerable<string> FormsOf(string stem, string text) =>
        from token in TextAnalyser.Tokens(text)
        where token.Text == stem
        select new string([.. text[token.Word.Start..token.Word.End].TakeWhile(char.IsLetterOrDigit)])
            .ToLower(CultureInfo.InvariantCulture);

    private static int Difference(string a, string b)
    {
        for (var edits = 0; edits < 6; edits++)
            if (EditDistance.Within(a, b, edits))
                return edits;
        return 6;
    }
}
