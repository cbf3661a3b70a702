using System.Globalization;
using System.Text;

namespace Marketplace.Search.Text;

/// <summary>Lower case without accents or ligatures: how words are compared.</summary>
public static class Folding
{
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
        {
            to.Append(char.ToLowerInvariant(c));
            return;
        }
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
