using System.Globalization;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Organisations;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Templating;
using Choice = Marketplace.Web.Forms.Choice;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>/of/{organisation}/offres</c>: a provider's offers, published or being written.</summary>
public static class OffersPage
{
    private const int DeepestPage = 1_000;

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["supprime"] = "Le brouillon est supprimé. Ce qui est publié n’a pas changé.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, OfferList list)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var (state, text, siret) = (Query("etat", 20), Query("q", 100), Query("etablissement", 14));
        var page = int.TryParse(Query("page", 6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 1, DeepestPage) : 1;
        var wanted = OfferWords.States.FirstOrDefault(s => s.Key == state);
        IReadOnlyList<string> sirets = scope.Sirets.Contains(siret) ? [siret] : scope.Sirets;
        var found = await list.ReadAsync(sirets, new(wanted.Key is null ? null : wanted.Value, text, page), context.Cancel);
        var address = ProviderOfferAddresses.List.Of(organisation);
        return context.Private("provider-offers/list", new OffersModel(
            Notice.Done(context.Request, Sentences), scope.Organisation.Name, address, ProviderOfferAddresses.New.Of(organisation),
            OpenDraft.MayEdit(context) && scope.Sirets.Count > 0, text,
            [new("", "Toutes sauf archivées", wanted.Key is null), .. OfferWords.States.Select(s =>
                new Choice(s.Key, OfferWords.Label(s.Value), s.Key == wanted.Key))],
            scope.Sirets.Count < 2 ? [] : [new("", "Tous", sirets.Count > 1), .. scope.Sirets.Select(s => new Choice(s, s, s == siret))],
            found.Total, [.. found.Offers.Select(offer => OfferRow.Of(organisation, offer))],
            Paging.Of(found.Total, OfferList.PageSize, page, p => address + QueryString.Create(new Dictionary<string, string?>
            {
                ["etat"] = wanted.Key, ["q"] = text.Length > 0 ? text : null, ["etablissement"] = siret.Length > 0 ? siret : null,
                ["page"] = p > 1 ? p.ToString(CultureInfo.InvariantCulture) : null,
            }.Where(value => value.Value is not null)).ToUriComponent())), "Offres",
                OrganisationPage.Trail(context.Person, scope.Organisation));

        string Query(string name, int longest) =>
            context.Request.Query[name] is [{ } only] && only.Length <= longest && !only.Contains('\0', StringComparison.Ordinal)
                ? only.Trim() : "";
    }

    /// <summary>Pages above an offer's.</summary>
    internal static IReadOnlyList<Crumb> Trail(Person person, ProviderScope scope) =>
        [.. scope.Trail(person), new Crumb("Offres", ProviderOfferAddresses.List.Of(scope.Organisation.Id))];
}

/// <summary>Model of <c>pages/provider-offers/list</c>.</summary>
/// <param name="Sirets">Empty: there is only one.</param>
public sealed record OffersModel(
    Notice? Notice, string Name, string Href, string NewHref, bool MayEdit, string Text, IReadOnlyList<Choice> States,
    IReadOnlyList<Choice> Sirets, int Total, IReadOnlyList<OfferRow> Rows, Paging? Paging);

/// <param name="Pending">It is published and has changes that are not.</param>
public sealed record OfferRow(
    string Href, string Title, string Number, string Siret, string State, string Badge, bool Pending, string Extent, int WithdrawnActions)
{
    internal static OfferRow Of(Guid organisation, OfferSummary offer) => new(
        offer.Offer is { } id
        ? ProviderOfferAddresses.Offer.Of(organisation, id) : ProviderOfferAddresses.Draft.Of(organisation, offer.Draft!.Value),
        offer.Title.Length > 0 ? offer.Title : "Sans intitulé", offer.Number, offer.Siret, OfferWords.Label(offer.State),
        OfferWords.Badge(offer.State), offer.Offer is not null && offer.Draft is not null,
        offer.Offer is null ? ""
        : $"{FrenchFormat.Plural(offer.Actions, "action", "actions")}, {FrenchFormat.Plural(offer.Sessions, "session", "sessions")}",
        offer.WithdrawnActions);
}
