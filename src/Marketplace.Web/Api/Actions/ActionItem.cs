using Marketplace.Search;

namespace Marketplace.Web.Api.Actions;

/// <summary>An action in a list. Never holds a contact person.</summary>
/// <param name="DistanceKm">Null for remote actions and without <c>near</c>.</param>
/// <param name="PriceCents">Including VAT.</param>
/// <param name="AlsoAt">Other places of the same provider, certification and title, collapsed into this item.</param>
public sealed record ActionItem(
    string Id, string Title, ProviderItem Provider, PlaceItem? Place, double? DistanceKm, string Modality, long? PriceCents, int? Hours,
    CertificationItem Certification, SessionItem? NextSession, IReadOnlyList<string> Accessibility, RatingItem? Rating,
    int AlsoAt, HighlightItem Highlights)
{
    public static ActionItem Of(Hit hit)
    {
        var action = hit.Document;
        return new ActionItem(
            action.Id, action.Title,
            new ProviderItem(action.Provider.Siret, action.Provider.Name),
            action.Place is { } place ? new PlaceItem(place.InseeCode, place.City, place.Postcode, place.Lat, place.Lng) : null,
            hit.DistanceKm is { } km ? Math.Round(km, 1) : null,
            action.Modality, action.PriceCents, action.Hours,
            new CertificationItem(
            action.Certification.Type, action.Certification.Code, action.Certification.Title, action.Certification.Level),
            hit.NextSession is { } session
            ? new SessionItem(session.Number, session.Start, session.End, session.Guaranteed, session.SeatsLeft) : null,
            action.Accessibility,
            action.Rating is { } rating ? new RatingItem(Math.Round(rating.Average, 1), rating.Count) : null,
            hit.AlsoAt,
            new HighlightItem(hit.TitleHighlight));
    }
}

public sealed record ProviderItem(string Siret, string Name);

public sealed record PlaceItem(string? InseeCode, string? City, string? Postcode, double? Lat, double? Lng);

/// <param name="Type">rncp, rs, rncp-block, vae, skills-review or driving-licence.</param>
public sealed record CertificationItem(string Type, string Code, string Title, int? Level);

/// <param name="Id">The provider's own number of the session.</param>
/// <param name="Start">Null for permanent entry.</param>
/// <param name="SeatsLeft">Null when the capacity is unknown.</param>
public sealed record SessionItem(string Id, DateOnly? Start, DateOnly? End, bool Guaranteed, int? SeatsLeft);

public sealed record RatingItem(double Average, int Count);

/// <param name="Title">HTML-escaped title with the matched words in <c>mark</c>; null when none matched there.</param>
public sealed record HighlightItem(string? Title);
