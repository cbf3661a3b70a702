using System.Globalization;

namespace Marketplace.Web.Mailing;

/// <summary>Strips what has no place in the text of an e-mail.</summary>
public static class MailText
{
    /// <summary>No line breaks and no control characters: for subjects.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => IsBreak(c) || char.IsControl(c) ? ' ' : c)).Trim();

    /// <summary>Line breaks stay, as \n; other control characters become blanks.</summary>
    public static string Lines(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Select(c => c != '\n' && char.IsControl(c) ? ' ' : c));

    private static bool IsBreak(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
