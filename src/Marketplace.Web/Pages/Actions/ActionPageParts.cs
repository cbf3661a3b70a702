using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Actions;

/// <param name="Siret">In groups, as people read it.</param>
public sealed record ProviderLine(string Name, string Href, string Siret, string? Nda, string? Qualiopi)
{
    public static ProviderLine Of(ActionProvider provider) => new(
        provider.Name, SearchAddresses.Provider.Of(provider.Siret), Grouped(provider.Siret), provider.Nda,
        provider.Qualiopi.Count == 0 ? null : string.Join(", ", provider.Qualiopi.Select(ActionWords.Qualiopi)));

    /// <summary>123 456 789 00012.</summary>
    public static string Grouped(string siret) =>
        siret.Length == 14 ? $"{siret[..3]}\u00A0{siret[3..6]}\u00A0{siret[6..9]}\u00A0{siret[9..]}" : siret;
}

public sealed record CertificationLine(
    string Title, string Code, string Href, string Kind, string? Level, bool Active, string? Expires, IReadOnlyList<ActionBlock> Blocks)
{
    public static CertificationLine Of(ActionCertification certification) => new(
        certification.Title, certification.Code, SearchAddresses.Certification.Of(certification.Code),
        Labels.CertificationType.GetValueOrDefault(certification.Type, certification.Type),
        certification.Level is { } level ? Labels.Level(level) : null,
        certification.Active, certification.Expires is { } expires ? FrenchFormat.Date(expires) : null,
        [.. certification.Blocks.Select(b => new ActionBlock(b.Code, b.Title ?? "Intitulé non connu"))]);
}

/// <param name="ExtraFeesCents">Outside the price; null when the file names none.</param>
public sealed record PriceLines(
    long InclusiveCents, long ExclusiveCents, long VatCents, string VatRate, bool HasVat, long? ExtraFeesCents, string? ExtraFeesDetail,
    string? CertificationFees)
{
    public static PriceLines Of(TrainingAction action)
    {
        var fees = action.Fees;
        return new PriceLines(
            fees.InclusiveCents, fees.ExclusiveCents, fees.InclusiveCents - fees.ExclusiveCents,
            FrenchFormat.Decimal(fees.VatRate, 2), fees.VatRate > 0 || fees.InclusiveCents != fees.ExclusiveCents,
            action.ExtraFees is > 0 and var extra ? Fees.ToCents(extra) : null,
            string.IsNullOrWhiteSpace(action.ExtraFeesDetail) ? null : action.ExtraFeesDetail,
            (action.ExtraFees > 0, action.ExtraFeesIncludeCertification) switch
            {
                (true, true) => "Ces frais comprennent le passage de la certification.",
                (true, false) => "Ces frais ne comprennent pas le passage de la certification.",
                _ => null,
            });
    }
}

/// <param name="Lines">Postal address, line by line.</param>
public sealed record PlaceLines(IReadOnlyList<string> Lines, IReadOnlyList<Text> Practical)
{
    public static PlaceLines Of(TrainingAction action, Place? place) => new(
        action.Place.Address is { } address ? [.. AddressLines(address, place)] : [],
        Text.Filled(("Transports", action.Transport), ("Restauration", action.Catering), ("Hébergement", action.Accommodation)));

    public static string OneLine(PostalAddress address) => string.Join(", ", AddressLines(address, null));

    private static IEnumerable<string> AddressLines(PostalAddress address, Place? place)
    {
        foreach (var line in address.Lines.Where(l => !string.IsNullOrWhiteSpace(l)))
            yield return line;
        var street = string.Join(
            ' ', new[] { address.StreetNumber, address.StreetKind, address.StreetName }.Where(p => !string.IsNullOrWhiteSpace(p)));
        if (street.Length > 0 && !address.Lines.Any(l => l.Contains(address.StreetName ?? street, StringComparison.OrdinalIgnoreCase)))
            yield return street;
        if (!string.IsNullOrWhiteSpace(address.Line5))
            yield return address.Line5;
        var town = $"{address.Postcode} {address.City ?? place?.Name}".Trim();
        if (town.Length > 0)
            yield return town;
        if (address.Country is { } country && !country.Equals("FR", StringComparison.OrdinalIgnoreCase))
            yield return country.ToUpperInvariant();
    }
}

/// <param name="Reference">The provider's own number.</param>
/// <param name="When">Dates in words.</param>
/// <param name="State">Open, full, closed or past.</param>
/// <param name="Seats">Of an open one; null when unknown.</param>
public sealed record SessionLine(
    string Reference, string When, string State, bool IsOpen, bool Guaranteed, string? Seats, string? Particulars, ContactLines Contact,
    string RegistrationAddress)
{
    /// <summary>The session's id when it is full and enrolments go on: one may wait for a seat.</summary>
    public long? FullSession { get; init; }

    /// <summary>How whoever looks can wait for a seat; null: not at all.</summary>
    public WaitingOffer? Waiting { get; init; }

    /// <summary>Begins a request; null: it takes no enrolments.</summary>
    public string? EnrolHref { get; init; }

    public static SessionLine Of(ActionSession item, Availability availability)
    {
        var session = item.Session;
        return new SessionLine(
            session.Number,
            session switch
            {
                { Start: { } start, End: { } end } when start == end => "Le " + FrenchFormat.Date(start),
                { Start: { } start, End: { } end } => $"Du {FrenchFormat.Date(start)} au {FrenchFormat.Date(end)}",
                { Start: { } start } => "À partir du " + FrenchFormat.Date(start),
                { End: { } end } => "Entrée à tout moment, jusqu’au " + FrenchFormat.Date(end),
                _ => "Entrée à tout moment",
            },
            availability switch
            {
                Availability.Available => "Inscriptions ouvertes",
                Availability.Full => "Complète",
                Availability.Closed => "Inscriptions closes",
                _ => "Passée",
            },
            availability == Availability.Available, session.Guaranteed,
            availability == Availability.Available && item.SeatsLeft is { } left
            ? FrenchFormat.Plural(left, "place restante", "places restantes") : null,
            string.IsNullOrWhiteSpace(session.Particulars) ? null : session.Particulars,
            ContactLines.Of(session.RegistrationContact), PlaceLines.OneLine(session.RegistrationAddress))
        {
            FullSession = availability == Availability.Full ? item.Id : null,
            EnrolHref = availability == Availability.Available ? $"{BookingAddresses.New}?session={item.Id}" : null,
        };
    }
}

/// <summary>A person or service to ask. Shown on the action's own page only.</summary>
public sealed record ContactLines(string Name, string Phone, string? Mobile, string Email)
{
    public static ContactLines Of(Contact contact) =>
        new($"{contact.FirstName} {contact.LastName}".Trim(), contact.Phone, string.IsNullOrWhiteSpace(contact.Mobile)
            ? null : contact.Mobile, contact.Email);
}

/// <summary>« Me prévenir si une place se libère » (<c>partials/waiting</c>).</summary>
/// <param name="When">Of the session, for who hears the page.</param>
/// <param name="SignInHref">Null: a holder is signed in.</param>
public sealed record WaitingOffer(long Session, string When, string? SignInHref);
