using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Api.Actions;

/// <summary>
/// Answer of <c>GET /api/v1/actions/{id}</c>: the whole action. Texts that providers write as HTML are cleaned
/// (p, ul, ol, li, strong, em, u, br; no attributes).
/// </summary>
public sealed record ActionResource(
    string Id, string Title, ActionProvider Provider, ActionCertification Certification, OfferTexts Texts,
    string Modality, string Language, bool PermanentEntry, int? Hours, int? HoursInCentre, int? HoursInCompany,
    IReadOnlyList<int> Paces, string? Schedule, PriceResource Price, ActionPlaceResource Place, AccessResource Access,
    AdmissionResource Admission, string? Url, ContactResource? Contact, IReadOnlyList<DateOnly> InformationDates,
    IReadOnlyList<SessionResource> Sessions, DateTimeOffset UpdatedAt)
{
    public static ActionResource Of(ActionRecord record)
    {
        var (offer, action) = (record.Offer, record.Action);
        return new ActionResource(
            record.Id, offer.Title, record.Provider, record.Certification,
            new OfferTexts(offer.Summary, Html(offer.Objective), Html(offer.ExpectedResults), Html(offer.Content), Html(action.Pedagogy)),
            ActionWords.ModalityValue(action.Modality), action.Language.ToLowerInvariant(), action.PermanentEntry,
            action.Hours, action.HoursInCentre, action.HoursInCompany, action.Paces, action.ScheduleType,
            new PriceResource(action.Fees.InclusiveCents, action.Fees.ExclusiveCents, action.Fees.VatRate,
                action.ExtraFees is { } extra ? Fees.ToCents(extra) : null, action.ExtraFeesIncludeCertification, action.ExtraFeesDetail),
            new ActionPlaceResource(
            record.Insee, action.Place.Address is { } address ? AddressResource.Of(address) : null, record.Lat, record.Lng,
                action.Transport, action.Catering, action.Accommodation),
            new AccessResource(action.Place.Address?.Accessible, action.Place.Address?.BuildingAccess, Html(action.DisabilityAccess),
            Html(action.DisabilityArrangements),
                AccessibilityRules.Of(action)),
            new AdmissionResource(
            action.HasPrerequisites, action.EntryLevelRequired, Html(action.SpecificConditions), action.AdmissionModes,
            Html(action.AdmissionInformation), Html(action.Recruitment)),
            SafeLink.Web(action.Url),
            ContactResource.Of(action.InformationContact),
            action.InformationDates,
            [.. record.Sessions.Select(SessionResource.Of)],
            new DateTimeOffset(DateTime.SpecifyKind(record.UpdatedAt, DateTimeKind.Utc)));
    }

    private static string? Html(string? text) => string.IsNullOrWhiteSpace(text) ? null : HtmlCleaner.Clean(text);
}

public sealed record OfferTexts(string? Summary, string? Objective, string? ExpectedResults, string? Content, string? Pedagogy);

/// <param name="ExtraFeesCents">Fees outside the price, not payable with rights.</param>
public sealed record PriceResource(
    long InclusiveCents, long ExclusiveCents, decimal VatRate, long? ExtraFeesCents, bool? ExtraFeesIncludeCertification,
    string? ExtraFeesDetail);

/// <param name="Lat">Resolved WGS84 degrees.</param>
public sealed record ActionPlaceResource(
    string? InseeCode, AddressResource? Address, double? Lat, double? Lng, string? Transport, string? Catering, string? Accommodation);

public sealed record AddressResource(IReadOnlyList<string> Lines, string? Postcode, string? City, string? Country)
{
    public static AddressResource Of(PostalAddress address) => new(address.Lines, address.Postcode, address.City, address.Country);
}

/// <param name="Accessible">The premises meet the accessibility rules.</param>
/// <param name="Features">Values of the <c>accessibility</c> filter that hold, each marked when it was read from the provider's
/// words.</param>
public sealed record AccessResource(
    bool? Accessible, string? Building, string? Disability, string? Arrangements, IReadOnlyList<AccessibilityFeature> Features);

public sealed record AdmissionResource(
    bool HasPrerequisites, bool EntryLevelRequired, string? Prerequisites, IReadOnlyList<int> Modes, string? Information,
    string? Recruitment);

public sealed record ContactResource(string LastName, string FirstName, string Phone, string? Mobile, string Email)
{
    public static ContactResource Of(Contact contact) =>
        new(contact.LastName, contact.FirstName, contact.Phone, contact.Mobile, contact.Email);
}

/// <param name="Id">The provider's own number.</param>
public sealed record SessionResource(
    string Id, DateOnly? Start, DateOnly? End, bool Open, bool Guaranteed, int? SeatsLeft, string? Particulars,
    AddressResource RegistrationAddress, ContactResource RegistrationContact)
{
    public static SessionResource Of(ActionSession item) => new(
        item.Session.Number, item.Session.Start, item.Session.End, item.Session.Open, item.Session.Guaranteed, item.SeatsLeft,
        item.Session.Particulars,
        AddressResource.Of(item.Session.RegistrationAddress), ContactResource.Of(item.Session.RegistrationContact));
}
