namespace Marketplace.Bookings.Dossiers;

/// <summary>What an e-mail about a dossier says. The training's title and the link are added.</summary>
/// <param name="Subject">French, without personal data.</param>
/// <param name="Text">What happened, one or two sentences.</param>
/// <param name="Next">What happens next, by whom and until when; null: nothing.</param>
public sealed record DossierNews(string Subject, string Text, string? Next = null);

/// <summary>The site's public address, which links in e-mails begin with: known by whoever hosts this.</summary>
public sealed record BookingSite(Func<string> Address)
{
    /// <summary>Of the learner's side of dossiers; the site maps its pages on the same.</summary>
    public const string Learner = "/inscriptions/";

    /// <summary>Of the provider's side: leads to the organisation's own page.</summary>
    public const string Provider = "/of/inscriptions/";

    /// <summary>Of the operators' side.</summary>
    public const string Operator = "/gestion/inscriptions/";

    /// <summary>Of the funder's side: leads to the organisation's own page.</summary>
    public const string Funder = "/financeurs/demandes/";
}
