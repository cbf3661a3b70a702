using MimeKit;

namespace Marketplace.Web.Forms;

/// <summary>E-mail addresses as people type them.</summary>
public static class MailAddress
{
    public const int MaxLength = 254;

    /// <summary>
    /// One plain address: no name, no comment, no second address, nothing that a mail header would take for an end of line.
    /// ASCII only: other letters have look-alikes and lower cases that differ from one program to the next, and domains
    /// with accents have an ASCII form (xn--).
    /// </summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 2 and <= MaxLength }
            && !text.Any(c => !char.IsAscii(c) || char.IsControl(c) || char.IsWhiteSpace(c)
            || c is '<' or '>' or '"' or '(' or ')' or ',' or ';' or ':')
        && text.IndexOf('@') is > 0 and var at && text.LastIndexOf('@') == at && text.IndexOf('.', at) > at + 1 && text[^1] != '.'
        && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text;
}
