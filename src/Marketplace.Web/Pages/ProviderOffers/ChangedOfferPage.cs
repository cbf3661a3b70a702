using Marketplace.Exchange.Sheets.Forms;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>
/// A file or somebody else published an offer since its draft began (docs/decisions/0047): what changed, what the draft says, and the
/// choice between the two (409).
/// </summary>
public static class ChangedOfferPage
{
    private const int MostChanges = 100;

    internal static async Task<IResult> ShowAsync(PageContext context, OpenDraft open, DraftServices services)
    {
        var now = await NowAsync(context, open, services);
        var draft = open.Draft;
        return context.Private("provider-offers/changed", new ChangedOfferModel(
            open.Name, [.. DraftChanges.Between(draft.Base, now.Offer is { } offer ? DraftContent.Of(offer) : null).Take(MostChanges)],
            [.. DraftChanges.Between(draft.Base, draft.Content).Take(MostChanges)],
            ProviderOfferAddresses.Rebase.Of(open.Organisation, draft.Id), ProviderOfferAddresses.Discard.Of(open.Organisation, draft.Id),
            now.Shown), "Offre modifiée entre-temps", open.TrailOfPart(context.Person), StatusCodes.Status409Conflict);
    }

    /// <summary>
    /// The draft goes on from what is published now; whoever published again meanwhile is asked about again when it is published.
    /// </summary>
    public static async Task<IResult> RebaseAsync([AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services)
    {
        if (await services.OpenAsync(context, organisation, draft) is not { } open)
            return Results.NotFound();
        var seen = (await context.FormAsync()).Text("vu", 100);
        var now = await NowAsync(context, open, services);
        if (now.Shown != seen)
            return await ShowAsync(context, open, services);
        return await services.Drafts.RebaseAsync(draft, open.Scope.Sirets, now.Offer, now.Shown, context.Actor, context.Cancel)
            ? Results.Redirect(open.Href + "?fait=repris") : Results.NotFound();
    }

    /// <summary>What is published now; an archived offer is not.</summary>
    private static async Task<(TypedOffer? Offer, string Shown)> NowAsync(PageContext context, OpenDraft open, DraftServices services) =>
        await services.Offers.TypedAsync(open.Draft.Siret, open.Draft.Number, context.Cancel) is { Shown.Length: > 0 } found
            ? found : (null, "");
}

/// <summary>Model of <c>pages/provider-offers/changed</c>.</summary>
/// <param name="Theirs">What changed of what is published.</param>
/// <param name="Mine">What the draft changes.</param>
/// <param name="Version">Of what is published now.</param>
public sealed record ChangedOfferModel(
    string Title, IReadOnlyList<DraftChange> Theirs, IReadOnlyList<DraftChange> Mine, string RebaseHref, string DiscardHref,
    string Version);
