using Marketplace.People.SavedSearches;
using Marketplace.Platform.Mail;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Alerts;

/// <summary>A digest as an e-mail.</summary>
public sealed class AlertLetter(UnsubscribeKey keys, PublicSite publicSite)
{
    public const string Template = "search-digest";

    public MailMessage Of(Digest digest)
    {
        var site = publicSite.Address;
        return new MailMessage(Template, digest.Email, new Dictionary<string, string>
        {
            ["count"] = FrenchFormat.Plural(digest.Count, "nouvelle formation", "nouvelles formations"),
            ["link"] = site + SavedSearchAddresses.List,
            [MailMessage.Unsubscribe] = site + SavedSearchAddresses.Unsubscribe.Of(keys.For(digest.Account)),
        })
        {
            Rows = [.. digest.Searches.SelectMany(search => Rows(search, site))],
        };
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(DigestSearch search, string site)
    {
        yield return Row(search: search.Name, searchLink: site + SearchAddresses.Results + search.Query);
        foreach (var action in search.Actions)
            yield return Row(title: action.Title, titleLink: site + SearchAddresses.Action.Of(action.PublicId),
                detail: $"{action.Provider}, {action.Town ?? "à distance ou lieu non précisé"}, {FrenchFormat.RoundPrice(action.PriceCents)}");
        if (search.Count > search.Actions.Count)
            yield return Row(more: $"… et {FrenchFormat.Plural(search.Count - search.Actions.Count, "autre", "autres")}, sur la page de la recherche.");
    }

    private static Dictionary<string, string> Row(
        string search = "", string searchLink = "", string title = "", string titleLink = "", string detail = "", string more = "") => new()
    {
        ["search"] = search,
        ["searchLink"] = searchLink,
        ["title"] = title,
        ["titleLink"] = titleLink,
        ["detail"] = detail,
        ["more"] = more,
    };
}
