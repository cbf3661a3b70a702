using System.Globalization;
using System.Text;

namespace Marketplace.Search.Text;

/// <summary>Lower case without accents or ligatures: how words are compared.</summary>
public static class Folding
{
    /// <summary>What was folded before, of the alphabets and signs that French texts are written with.</summary>
    private static readonly string?[] Known = new string?[0x2100];

    /// <summary>Folds a text; its length may change (œ becomes oe).</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 4);
        foreach (var c in text)
            Append(folded, c);
        return folded.ToString();
    }

    /// <summary>Appends one character folded: nothing for a combining accent, two letters for a ligature.</summary>
    public static void Append(StringBuilder to, char c)
    {
        if (c < 0x80)
            to.Append(char.ToLowerInvariant(c));
        else
            to.Append(Of(c));
    }

    /// <summary>One character folded.</summary>
    internal static string Of(char c)
    {
        // Two threads may both fold it the first time: they find the same.
        if (c < Known.Length && Known[c] is { } known)
            return known;
        var folded = new StringBuilder();
        AppendUnknown(folded, c);
        return c < Known.Length ? Known[c] = folded.ToString() : folded.ToString();
    }

    private static void AppendUnknown(StringBuilder to, char c)
    {
        switch (c)
        {
            case 'œ' or 'Œ': to.Append("oe"); return;
            case 'æ' or 'Æ': to.Append("ae"); return;
            case 'ß': to.Append("ss"); return;
            case '’' or 'ʼ' or '‘' or '´': to.Append('\''); return;
            case '‐' or '‑': to.Append('-'); return;
            case '\u00A0' or '\u202F' or '\u2009': to.Append(' '); return;
        }
        if (!char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        {
            to.Append(c);
            return;
        }
        Span<char> decomposed = stackalloc char[8];
        ReadOnlySpan<char> one = [c];
        if (!char.IsSurrogate(c) && one.TryNormalize(decomposed, out var length, NormalizationForm.FormD))
        {
            foreach (var part in decomposed[..length])
                if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                    to.Append(char.ToLowerInvariant(part));
            return;
        }
        to.Append(char.ToLowerInvariant(c));
    }
}
