using System.Globalization;
using System.Text;

namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>What of a header counts: letters and digits, without accents, case, spaces, apostrophes, hyphens and underscores.</summary>
public static class HeaderKey
{
    public static string Of(string header)
    {
        var key = new StringBuilder(header.Length);
        // Halves of characters, which a forged workbook may hold, have no normal form.
        var whole = header.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? header : string.Concat(header.Where(c => !char.IsSurrogate(c)));
        foreach (var c in whole.Normalize(NormalizationForm.FormD))
        {
            if (c is 'œ' or 'Œ')
                key.Append("oe");
            else if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                key.Append(char.ToLowerInvariant(c));
        }
        return key.ToString();
    }
}
