namespace Marketplace.Web.Mailing;

/// <summary>An e-mail in words.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">A whole document.</param>
public sealed record RenderedMail(string Subject, string Text, string Html)
{
    /// <summary>Address that ends mails of this kind by a POST of the mail program; null where there is none.</summary>
    public string? Unsubscribe { get; init; }
}
