namespace Marketplace.ProviderSpace.Drafts;

/// <summary>Where an offer stands, for its provider.</summary>
public enum OfferState
{
    /// <summary>Never published.</summary>
    Draft,
    Published,
    /// <summary>By its provider.</summary>
    Suspended,
    /// <summary>By an operator.</summary>
    Withdrawn,
    /// <summary>No longer in the catalogue.</summary>
    Archived,
}

/// <summary>An offer in a provider's list.</summary>
/// <param name="Offer">Of what was published; null: nothing was.</param>
/// <param name="Draft">Changes that are not published; null: there are none.</param>
/// <param name="WithdrawnActions">Actions of it that an operator withdrew.</param>
public sealed record OfferSummary(
    long? Offer, Guid? Draft, string Siret, string Number, string Title, OfferState State, int Actions, int Sessions, int WithdrawnActions);

/// <summary>What a list of offers is narrowed by.</summary>
/// <param name="State">Null: all but archived ones.</param>
/// <param name="Text">Part of a title or a number; empty: any.</param>
/// <param name="Page">From 1.</param>
public sealed record OfferFilter(OfferState? State, string Text, int Page);

/// <param name="Total">With those of other pages.</param>
public sealed record OfferListPage(IReadOnlyList<OfferSummary> Offers, int Total);
