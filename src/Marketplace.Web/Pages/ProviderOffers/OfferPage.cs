using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;
using ActionWords = Marketplace.Web.Pages.Actions.ActionWords;
using Modality = Marketplace.Catalogue.Offers.Modality;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>/of/{organisation}/offres/{offer}</c>: what was published of an offer, and what its provider can do with it.</summary>
public static class OfferPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["publie"] = "L’offre est publiée : elle est dans la recherche.",
        ["suspendu"] = "L’offre est suspendue : elle n’est plus dans la recherche. Les inscriptions en cours continuent.",
        ["rouvert"] = "L’offre est de nouveau dans la recherche.",
        ["archive"] = "L’offre est archivée. Les inscriptions en cours continuent.",
        ["examen"] = "Votre demande d’examen est envoyée.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OrganisationStore store, PublishedOfferQuery query,
        ModerationReader moderation) =>
        await ProviderScope.FindAsync(context, organisation, store) is { } scope
            && await query.FindAsync(offer, scope.Sirets, context.Cancel) is { } found
            ? await PageAsync(context, scope, found, moderation, new PleaForm()) : Results.NotFound();

    /// <param name="refused">Why a command was not done; null: none was.</param>
    internal static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, PublishedOffer found, ModerationReader moderation, PleaForm plea, string? refused = null)
    {
        var (organisation, id) = (scope.Organisation.Id, found.Id);
        var mayEdit = OpenDraft.MayEdit(context);
        var cases = await moderation.OfOfferAsync(id, context.Cancel);
        return context.Private("provider-offers/offer", new OfferModel(
            refused is null ? Notice.Done(context.Request, Sentences) : Notice.Error(refused), found.Title, found.Number, found.Siret,
            OfferWords.Label(found.State), OfferWords.Badge(found.State), found.Version,
            found.Draft is { } draft ? ProviderOfferAddresses.Draft.Of(organisation, draft) : null,
            new OfferButtons(
                mayEdit && found.Draft is null ? ProviderOfferAddresses.Edit.Of(organisation, id) : null,
                mayEdit ? ProviderOfferAddresses.Copy.Of(organisation, id) : null,
                mayEdit && found.State == OfferState.Published ? ProviderOfferAddresses.Suspend.Of(organisation, id) : null,
                mayEdit && found.State == OfferState.Suspended ? ProviderOfferAddresses.Resume.Of(organisation, id) : null,
                mayEdit && found.State is not OfferState.Archived ? ProviderOfferAddresses.Archive.Of(organisation, id) : null)
            { Again = found.State == OfferState.Archived },
            [.. found.Actions.Select(PublishedActionRow.Of)],
            [.. cases.Select(c => CaseNotice.Of(c, found, mayEdit))], ProviderOfferAddresses.AskReview.Of(organisation, id), plea),
            found.Title, OffersPage.Trail(context.Person, scope), refused is null ? plea.Status : StatusCodes.Status409Conflict);
    }
}

/// <summary>Why the provider wants a withdrawal to be looked at again.</summary>
public sealed class PleaForm : Form
{
    public TextAreaField Plea { get; } = new("motif", "Ce que vous avez corrigé, ou pourquoi le retrait n’est pas fondé",
        text => text.Length is > 0 and <= ModerationCase.LongestText
        ? null : $"Écrivez un texte de {ModerationCase.LongestText} caractères au plus.")
    {
        MaxLength = ModerationCase.LongestText, MostRead = 4 * ModerationCase.LongestText,
    };
}

/// <summary>Model of <c>pages/provider-offers/offer</c>.</summary>
/// <param name="Version">Of what is decided on.</param>
/// <param name="DraftHref">Changes that are not published; null: there are none.</param>
public sealed record OfferModel(
    Notice? Notice, string Title, string Number, string Siret, string State, string Badge, string Version, string? DraftHref,
    OfferButtons Buttons, IReadOnlyList<PublishedActionRow> Actions, IReadOnlyList<CaseNotice> Cases, string PleaHref, PleaForm Plea);

/// <summary>Where the buttons lead; null: not now, or not for who looks.</summary>
public sealed record OfferButtons(string? Edit, string? Copy, string? Suspend, string? Resume, string? Archive)
{
    /// <summary>To edit means to publish again.</summary>
    public bool Again { get; init; }
}

/// <param name="Next">When the next session begins.</param>
public sealed record PublishedActionRow(
    string Href, string Number, string Where, string Price, string Sessions, string Next, bool Withdrawn)
{
    internal static PublishedActionRow Of(PublishedAction action) => new(
        SearchAddresses.Action.Of(action.PublicId), action.Number,
        (Modality)action.Modality == Modality.Remote ? "À distance"
            : $"{action.City ?? Labels.Unknown} ({Labels.Modality[ActionWords.ModalityValue((Modality)action.Modality)]})",
        FrenchFormat.Price(action.PriceCents),
        $"{FrenchFormat.Plural(action.Sessions, "session", "sessions")}, {FrenchFormat.Plural(action.Taken, "place prise", "places prises")}",
        action.Next is { } next ? FrenchFormat.Date(next) : "Aucune session à venir", action.Withdrawn);
}

/// <summary>What the provider is told of a withdrawal.</summary>
/// <param name="Id">For a plea; null: nothing can be asked now.</param>
public sealed record CaseNotice(string What, string State, string? Basis, string? Reason, string? Plea, Guid? Id, string Version)
{
    internal static CaseNotice Of(ModerationCase found, PublishedOffer offer, bool mayEdit) => new(
        found.Action is { } action ? $"Action {offer.Actions.FirstOrDefault(a => a.Id == action)?.Number ?? ""}" : "L’offre entière",
        ModerationProcess.Table.Label(found.State), found.Basis, found.Reason, found.State == ModerationProcess.Review ? found.Plea : null,
        mayEdit && ModerationProcess.Table.Allows(found.State, ModerationProcess.AskReview, "catalogue-editor") ? found.Id : null,
        found.Version);
}
