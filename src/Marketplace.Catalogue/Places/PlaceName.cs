using System.Globalization;
using System.Text;

namespace Marketplace.Catalogue.Places;

/// <summary>Makes the many spellings of a town comparable: accents, case, hyphens, SAINT/ST, "03" and "3e".</summary>
public static class PlaceName
{
    /// <summary>
    /// Words in lower case without accents, abbreviations written out: <c>ST-ÉTIENNE-S/-MER</c> → <c>saint etienne sur mer</c>.
    /// </summary>
    public static string Fold(string text) => string.Join(' ', Words(text));

    /// <summary>The words of <see cref="Fold"/>.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (c is 'œ' or 'Œ')
                word.Append("oe");
            else if (c is 'æ' or 'Æ')
                word.Append("ae");
            else if (char.IsAsciiLetterOrDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else
            {
                Flush(c == '/');
            }
        }
        Flush(false);
        return words;

        void Flush(bool slash)
        {
            if (word.Length == 0)
                return;
            words.Add(Expand(word.ToString(), slash));
            word.Clear();
        }
    }

    /// <summary>The name without its leading article: <c>le havre</c> → <c>havre</c>.</summary>
    public static string WithoutArticle(string folded)
    {
        foreach (var article in (ReadOnlySpan<string>)["le ", "la ", "les ", "l "])
            if (folded.StartsWith(article, StringComparison.Ordinal))
                return folded[article.Length..];
        return folded;
    }

    /// <summary>Letters only, without articles: what stays when spaces and hyphens went wrong.</summary>
    public static string Compact(string folded) => WithoutArticle(folded).Replace(" ", "", StringComparison.Ordinal);

    private static string Expand(string word, bool slash) => word switch
    {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        "s" when slash => "sur",
        "1er" or "1ere" => "1",
        "arr" or "ardt" or "arrdt" or "arrond" => "arrondissement",
        _ when char.IsAsciiDigit(word[0]) => Number(word),
        _ => word,
    };

    /// <summary>03, 3e and 3eme → 3; anything else as it is (postcodes keep their zeros).</summary>
    private static string Number(string word)
    {
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        var suffix = word[digits..];
        if (digits > 2 || suffix is not ("" or "e" or "em" or "eme" or "ieme" or "er" or "ere"))
            return word;
        var number = word[..digits].TrimStart('0');
        return number.Length == 0 ? word : number;
    }
}
