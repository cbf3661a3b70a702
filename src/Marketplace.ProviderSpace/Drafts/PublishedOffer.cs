namespace Marketplace.ProviderSpace.Drafts;

/// <summary>What was published of an offer, as its provider's page shows it.</summary>
/// <param name="Version">For who decides on it; empty for an archived one.</param>
/// <param name="Draft">Changes that are not published; null: there are none.</param>
public sealed record PublishedOffer(
    long Id, string Siret, string Number, string Title, OfferState State, string Version, Guid? Draft,
    IReadOnlyList<PublishedAction> Actions);

/// <param name="PublicId">Of its page.</param>
/// <param name="City">Null: it is not known.</param>
/// <param name="Modality">As in the table: 0 in person, 1 blended, 2 remote.</param>
/// <param name="Next">The first day of the next session; null: none is to come.</param>
/// <param name="Taken">Seats taken in all its sessions.</param>
public sealed record PublishedAction(
    long Id, string Number, string PublicId, short Modality, string? City, long PriceCents, int Sessions, int Taken, DateOnly? Next,
    bool Withdrawn);
