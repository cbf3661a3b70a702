using Marketplace.Core.Catalogue;
using Marketplace.Core.Reference;
using Marketplace.Search;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// From the write side's row to the document of search. Pure: the same row and labels give the same document,
/// for a single change and for a whole rebuild alike.
/// </summary>
public static class DocumentBuilder
{
    /// <summary>The change that brings the index up to this row.</summary>
    /// <exception cref="System.Text.Json.JsonException">The stored content is damaged.</exception>
    public static DocumentChange Change(ActionRow row, ReferenceData reference) => Change(row, reference, new OfferTexts());

    /// <inheritdoc cref="Change(ActionRow, ReferenceData)"/>
    /// <param name="offers">Reads offers; kept from row to row, it reads one once for all its actions.</param>
    public static DocumentChange Change(ActionRow row, ReferenceData reference, OfferTexts offers) =>
        new(row.PublicId, row.Version, row.Archived ? null : Build(row, reference, offers));

    private static ActionDocument Build(ActionRow row, ReferenceData reference, OfferTexts offers)
    {
        var (offer, title, description) = offers.Of(row.OfferContent);
        var action = CatalogueJson.ReadAction(row.ActionContent);
        var kind = CertificationKind.Of(row.CertificationCode, offer.Blocks, row.KnownBlocks);
        return new ActionDocument
        {
            Id = row.PublicId,
            Version = row.Version,
            Title = title,
            Provider = new(row.Siret, row.ProviderName),
            Certification = new(kind, row.CertificationCode, row.CertificationTitle, row.CertificationLevel, row.CertificationAbbreviation),
            Modality = Modalities.All[(int)action.Modality],
            Place = Place(row, action),
            PriceCents = row.PriceCents,
            Hours = action.Hours,
            Domains = row.Nsf,
            DomainLabels = Labels(row.Nsf, reference.NsfDomains),
            Rome = row.Rome,
            JobLabels = Labels(row.Rome, reference.Jobs),
            Pace = [.. action.Paces.Where(p => p is >= 1 and <= 7).Select(p => Paces.All[p - 1]).Distinct()],
            Language = action.Language.ToLowerInvariant(),
            Accessibility = [.. AccessibilityRules.Of(action).Select(f => f.Value)],
            Blocks = offer.Blocks,
            PermanentEntry = action.PermanentEntry,
            Sessions = [.. row.Sessions.Select(Session)],
            Description = description,
        };
    }

    private static PlaceRef? Place(ActionRow row, TrainingAction action)
    {
        var address = action.Place.Address;
        if (row.Insee is null && address?.City is null)
            return null;
        return new(row.Insee, row.PlaceName ?? address?.City, address?.Postcode ?? row.PlacePostcode, row.Department, row.Region, row.Lat, row.Lng);
    }

    private static SessionDocument Session(SessionRow session) => new(session.Number, session.Starts, session.Ends, session.Open,
        session.Guaranteed, session.Capacity is { } seats ? Math.Max(0, seats - session.SeatsTaken) : null);

    private static string[] Labels(string[] codes, IReadOnlyDictionary<string, string> titles) =>
        [.. codes.Select(titles.GetValueOrDefault).OfType<string>()];
}
