using Marketplace.Catalogue.Seats;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Platform.Data.Editing;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>/of/{organisation}/offres/brouillons/{draft}</c>: the parts of a draft, what is missing in each, and publishing.</summary>
public static class DraftPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["enregistre"] = "Le brouillon est enregistré.",
        ["copie"] = "C’est une copie, avec les sessions à venir : elle n’est pas publiée.",
        ["retire"] = "L’action est retirée du brouillon.",
        ["repris"] = "Votre brouillon part maintenant de ce qui est publié : vérifiez-le, puis publiez-le.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services) =>
        await services.OpenAsync(context, organisation, draft) is { } open
            ? await PageAsync(context, open, services, StatusCodes.Status200OK, null) : Results.NotFound();

    public static async Task<IResult> PublishAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services)
    {
        if (await services.OpenAsync(context, organisation, draft) is not { } open)
            return Results.NotFound();
        return await TryPublishAsync(context, open, services, (await context.FormAsync()).Text("vu", 100));
    }

    /// <param name="seen">Version of the draft that was shown.</param>
    internal static async Task<IResult> TryPublishAsync(PageContext context, OpenDraft open, DraftServices services, string seen)
    {
        try
        {
            switch (await services.Publishing.PublishAsync(open.Draft.Id, open.Scope.Sirets, seen, context.Actor, context.Cancel))
            {
                case PublishOutcome.Published:
                    return Results.Redirect(await services.Offers.IdAsync(open.Draft.Siret, open.Draft.Number, context.Cancel) is { } id
                        ? ProviderOfferAddresses.Offer.Of(open.Organisation, id) + "?fait=publie"
                            : ProviderOfferAddresses.List.Of(open.Organisation));
                case PublishOutcome.NotReady:
                    return await PageAsync(context, open, services, StatusCodes.Status422UnprocessableEntity,
                        Notice.Error("L’offre n’est pas publiée : corrigez d’abord ce qui suit."));
                case PublishOutcome.OfferChanged:
                    return await ChangedOfferPage.ShowAsync(context, open, services);
                default:
                    return Results.NotFound();
            }
        }
        catch (StaleChangeException)
        {
            return await services.OpenAsync(context, open.Organisation, open.Draft.Id) is { } now
                ? await PageAsync(context, now, services, StatusCodes.Status409Conflict,
                    Notice.Error("Le brouillon a changé entre-temps : rien n’est publié. Le voici comme il est maintenant."))
                    : Results.NotFound();
        }
        catch (SeatRefusedException refused)
        {
            return await PageAsync(context, open, services, StatusCodes.Status409Conflict, Notice.Error(refused.Message));
        }
    }

    public static async Task<IResult> DiscardAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, DraftServices services) =>
        await services.OpenAsync(context, organisation, draft) is { } open
            && await services.Drafts.DiscardAsync(draft, open.Scope.Sirets, context.Actor, context.Cancel)
            ? Results.Redirect(ProviderOfferAddresses.List.Of(organisation) + "?fait=supprime") : Results.NotFound();

    private static async Task<IResult> PageAsync(PageContext context, OpenDraft open, DraftServices services, int status, Notice? notice)
    {
        var report = await services.Check.RunAsync(open.Draft, context.Cancel);
        var (organisation, draft) = (open.Organisation, open.Draft);
        return context.Private("provider-offers/draft", new DraftModel(
            notice ?? Notice.Done(context.Request, Sentences), open.Name, draft.Number, draft.Siret, draft.IsNew, draft.Version,
            report.IsReady,
            OpenDraft.MayEdit(context), ProviderOfferAddresses.DraftOffer.Of(organisation, draft.Id),
            FindingLine.Of(report.OfOffer, ProviderOfferAddresses.DraftOffer.Of(organisation, draft.Id)),
            [.. draft.Content.Actions.Select((action, i) => ActionStep.Of(open, action, i, report))],
            ProviderOfferAddresses.AddAction.Of(organisation, draft.Id), ProviderOfferAddresses.Publish.Of(organisation, draft.Id),
            ProviderOfferAddresses.Discard.Of(organisation, draft.Id)), open.Name, open.Trail(context.Person), status);
    }
}

/// <summary>Model of <c>pages/provider-offers/draft</c>.</summary>
/// <param name="IsNew">Nothing of it was ever published.</param>
/// <param name="Ready">Nothing stands against publishing it.</param>
public sealed record DraftModel(
    Notice? Notice, string Title, string Number, string Siret, bool IsNew, string Version, bool Ready, bool MayEdit, string OfferHref,
    IReadOnlyList<FindingLine> Offer, IReadOnlyList<ActionStep> Actions, string AddHref, string PublishHref, string DiscardHref);

/// <summary>What is to be said of a part, with the field where it is mended.</summary>
/// <param name="Field">Null: the part as a whole.</param>
public sealed record FindingLine(bool Blocks, string? Field, string Text, string? Basis, string Href)
{
    internal static IReadOnlyList<FindingLine> Of(IEnumerable<DraftFinding> findings, string href) => [.. findings
        .OrderByDescending(f => f.Blocks).Select(f => new FindingLine(f.Blocks,
            f.Column is { } column ? SheetColumns.Named(column).Label : null, f.Text, f.Basis, href + "?verifier=oui"))];
}

/// <summary>An action of a draft with its sessions.</summary>
public sealed record ActionStep(
    string Name, string Number, string Href, string SessionsHref, string? PreviewHref, string CopyHref, string RemoveHref, string Sessions,
    IReadOnlyList<FindingLine> Findings, IReadOnlyList<FindingLine> SessionFindings)
{
    private const int MostFindings = 20;

    internal static ActionStep Of(OpenDraft open, DraftAction action, int at, DraftReport report)
    {
        var (organisation, draft) = (open.Organisation, open.Draft.Id);
        var sessions = ProviderOfferAddresses.Sessions.Of(organisation, draft, action.Key);
        return new(NameOf(action, at), action.Number, ProviderOfferAddresses.DraftAction.Of(organisation, draft, action.Key), sessions,
            report.Offer?.Actions.Any(a => a.Action.Number == action.Number) == true
                ? ProviderOfferAddresses.Preview.Of(organisation, draft, action.Key) : null,
            ProviderOfferAddresses.CopyAction.Of(organisation, draft, action.Key),
            ProviderOfferAddresses.RemoveAction.Of(organisation, draft, action.Key),
            FrenchFormat.Plural(action.Sessions.Count, "session", "sessions"),
            FindingLine.Of(report.OfAction(at), ProviderOfferAddresses.DraftAction.Of(organisation, draft, action.Key)),
            FindingLine.Of(report.OfSessions(at).Take(MostFindings), sessions));
    }

    /// <summary>« Action 2 : en centre, Lyon ».</summary>
    internal static string NameOf(DraftAction action, int at)
    {
        var modality = action.Fields.GetValueOrDefault("modalites-enseignement") switch
        {
            "0" => "en centre", "1" => "mixte", "2" => "à distance", _ => null,
        };
        var what = string.Join(", ", new[] { modality, action.Fields.GetValueOrDefault("lieu-de-formation-ville") }.OfType<string>());
        return what.Length == 0 ? $"Action {at + 1}" : $"Action {at + 1} : {what}";
    }
}
