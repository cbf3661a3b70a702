namespace Marketplace.Catalogue.Changes;

/// <summary>
/// Which actions of a catalogue are shown, as SQL over <c>action a</c> and <c>offer o</c>: neither archived, nor suspended by their
/// provider, nor withdrawn by an operator. Search, pages and bookings all ask this.
/// </summary>
public static class Visibility
{
    /// <summary>Of the offer alone.</summary>
    public const string OfferShown = "o.archived_at IS NULL AND o.suspended_at IS NULL AND o.withdrawn_at IS NULL";

    /// <summary>Of the action alone.</summary>
    public const string ActionShown = "a.archived_at IS NULL AND a.withdrawn_at IS NULL";

    /// <summary>Of both.</summary>
    public const string Shown = $"{ActionShown} AND {OfferShown}";

    /// <summary>Its provider may be listed at this moment: what is not keeps its page, is not found and takes no new request.</summary>
    public const string Listed = "o.siret <> ALL (ARRAY(SELECT siret FROM provider WHERE withheld))";

    /// <summary>The contrary of <see cref="Shown"/>.</summary>
    public const string Hidden = $"NOT ({Shown})";
}
