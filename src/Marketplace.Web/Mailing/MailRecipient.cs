using MimeKit;

namespace Marketplace.Web.Mailing;

/// <summary>Checks addresses before they reach a mail server.</summary>
public static class MailRecipient
{
    /// <summary>SMTP's own limit (RFC 5321).</summary>
    private const int MaxLength = 254;

    /// <summary>
    /// The address when it is exactly one, without name, comment or line break; else null. What parses to another text than
    /// was given could reach somebody else than was meant.
    /// </summary>
    public static MailboxAddress? Parse(string? address) =>
        address is { Length: > 0 and <= MaxLength } && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && string.IsNullOrEmpty(mailbox.Name)
        && address.IndexOf('@') is > 0 and var at && at < address.Length - 1
            ? mailbox
            : null;
}
