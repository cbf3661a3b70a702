using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// From the write side's row to the document of search. The same row and labels give the same document, for a single
/// change and for a whole rebuild alike. Remembers what the last row's offer gave, for its further actions; not for
/// several threads at once.
/// </summary>
public sealed class DocumentBuilder(ReferenceData reference)
{
    private readonly OfferTexts texts = new();
    private readonly AccessibilityTexts accessibility = new();
    private (OfferRow Row, OfferParts Parts)? last;

    /// <summary>The change that brings the index up to this row.</summary>
    /// <exception cref="System.Text.Json.JsonException">The stored content is damaged.</exception>
    public DocumentChange Change(ActionRow row) => new(row.PublicId, row.Version, row.Archived ? null : Build(row));

    private ActionDocument Build(ActionRow row)
    {
        var offer = PartsOf(row.Offer);
        var action = IndexedAction.Read(row.Content);
        return new ActionDocument
        {
            Id = row.PublicId,
            Version = row.Version,
            Title = offer.Title,
            Provider = offer.Provider,
            Certification = offer.Certification,
            Modality = Modalities.All[(int)action.Modality],
            Place = Place(row, action.Place.Address),
            PriceCents = row.PriceCents,
            Hours = action.Hours,
            Domains = row.Offer.Certification.Nsf,
            DomainLabels = offer.DomainLabels,
            Rome = row.Offer.Certification.Rome,
            JobLabels = offer.JobLabels,
            Pace = [.. action.Paces.Where(p => p is >= 1 and <= 7).Select(p => Paces.All[p - 1]).Distinct()],
            Language = action.Language.ToLowerInvariant(),
            Accessibility = accessibility.Of(action),
            Blocks = offer.Blocks,
            PermanentEntry = action.PermanentEntry,
            Sessions = [.. row.Sessions.Select(Session)],
            Description = offer.Description,
        };
    }

    private OfferParts PartsOf(OfferRow row)
    {
        if (last is { } known && ReferenceEquals(known.Row, row))
            return known.Parts;
        var parts = OfferParts.Of(row, reference, texts);
        last = (row, parts);
        return parts;
    }

    private static PlaceRef? Place(ActionRow row, IndexedAddress? address)
    {
        if (row.Insee is null && address?.City is null)
            return null;
        var place = row.Place;
        return new(row.Insee, place?.Name ?? address?.City, address?.Postcode ?? place?.Postcode, place?.Department, place?.Region, row.Lat,
            row.Lng);
    }

    private static SessionDocument Session(SessionRow session)
    {
        var left = EnrolmentRule.SeatsLeft(session.Capacity, session.SeatsTaken);
        return new(session.Number, session.Starts, session.Ends, EnrolmentRule.Takes(session.Open, left), session.Guaranteed, left);
    }
}
