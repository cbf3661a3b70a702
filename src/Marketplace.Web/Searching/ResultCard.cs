using System.Net;
using Marketplace.Search;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Searching;

/// <summary>An action in a list (<c>partials/result-card</c>). Shows no contact person.</summary>
/// <param name="Id">Public id.</param>
/// <param name="TitleHtml">Encoded title, matched words in <c>mark</c>.</param>
/// <param name="Where">Town and distance, or « À distance ».</param>
/// <param name="When">Next session.</param>
public sealed record ResultCard(
    string Id, string Href, string Title, Html TitleHtml, string Provider, string Modality, string? CertificationType, string Certification,
    string Where, bool IsRemote, string When, bool Guaranteed, long? PriceCents, string? Hours, IReadOnlyList<string> Accessibility,
    string? AlsoAt, string? Rating)
{
    public static ResultCard Of(Hit hit)
    {
        var action = hit.Document;
        var remote = action.Modality == Modalities.Remote;
        return new ResultCard(
            action.Id,
            SearchAddresses.Action.Of(action.Id),
            action.Title,
            Html.Trusted(hit.TitleHighlight ?? WebUtility.HtmlEncode(action.Title)),
            action.Provider.Name,
            Labels.Modality.GetValueOrDefault(action.Modality, action.Modality),
            action.Certification.Level is { } level ? Labels.Level(level) : null,
            action.Certification.Title,
            remote ? "À distance" : Place(hit),
            remote,
            NextStart(action, hit.NextSession),
            hit.NextSession?.Guaranteed == true,
            action.PriceCents,
            action.Hours is { } hours ? FrenchFormat.Plural(hours, "heure", "heures") : null,
            [.. action.Accessibility.Select(a => Labels.Accessibility.GetValueOrDefault(a, a))],
            hit.AlsoAt > 0 ? "et " + FrenchFormat.Plural(hit.AlsoAt, "autre lieu", "autres lieux") : null,
            action.Rating is { } rating
            ? $"{FrenchFormat.Decimal((decimal)rating.Average, 1)} sur 5 ({FrenchFormat.Number(rating.Count)} avis)" : null);
    }

    private static string Place(Hit hit)
    {
        var place = hit.Document.Place;
        var town = place?.City is { } city ? $"{city}{(place.Postcode is { } postcode ? $" ({postcode})" : "")}" : "Lieu non précisé";
        return hit.DistanceKm is { } km ? $"{town}, à {FrenchFormat.Distance(km)}" : town;
    }

    private static string NextStart(ActionDocument action, SessionDocument? next) =>
        next?.Start is { } start && !action.PermanentEntry ? "Prochaine session le " + FrenchFormat.Date(start)
        : next is not null || action.PermanentEntry ? "Entrée à tout moment"
        : "Dates à demander à l’organisme";
}
