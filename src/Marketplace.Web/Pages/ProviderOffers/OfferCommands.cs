using Marketplace.People.Organisations;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>What a provider does with a published offer.</summary>
public static class OfferCommands
{
    private const string Changed = "L’offre a changé entre-temps : rien n’a été fait. Voici ce qui est publié maintenant.";

    public static Task<IResult> EditAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services) =>
        RunAsync(context, organisation, offer, services, async (scope, found) =>
            await services.Query.TypedAsync(found.Siret, found.Number, context.Cancel) is { } typed
                ? ProviderOfferAddresses.Draft.Of(scope.Organisation.Id,
                    await services.Drafts.OfPublishedAsync(found.Siret, typed.Offer, typed.Shown, context.Actor, context.Cancel)) : null);

    public static Task<IResult> CopyAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services) =>
        RunAsync(context, organisation, offer, services, async (scope, found) =>
            await services.Query.TypedAsync(found.Siret, found.Number, context.Cancel) is { } typed
                ? ProviderOfferAddresses.Draft.Of(scope.Organisation.Id,
                    await services.Drafts.CopyAsync(found.Siret, typed.Offer, context.Actor, context.Cancel)) + "?fait=copie" : null);

    public static Task<IResult> SuspendAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services) =>
        RunAsync(context, organisation, offer, services, async (scope, _) =>
            await services.Standings.SuspendAsync(offer, scope.Sirets, context.Actor, context.Cancel)
                ? Done(organisation, offer, "suspendu") : null);

    public static Task<IResult> ResumeAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services) =>
        RunAsync(context, organisation, offer, services, async (scope, _) =>
            await services.Standings.ResumeAsync(offer, scope.Sirets, context.Actor, context.Cancel)
                ? Done(organisation, offer, "rouvert") : null);

    public static async Task<IResult> ArchiveAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services)
    {
        var seen = (await context.FormAsync()).Text("vu", 100);
        return await RunAsync(context, organisation, offer, services, async (scope, _) =>
            await services.Standings.ArchiveAsync(offer, scope.Sirets, seen, context.Actor, context.Cancel)
                ? Done(organisation, offer, "archive") : null);
    }

    public static async Task<IResult> AskReviewAsync(
        [AsParameters] PageContext context, Guid organisation, long offer, OfferCommandServices services)
    {
        var posted = await context.FormAsync();
        var form = new PleaForm().Read(posted);
        var (id, seen) = (posted.Id("signalement"), posted.Text("vu", 100));
        if (!form.IsValid)
            return await ProviderScope.FindAsync(context, organisation, services.Store) is { } scope
                && await services.Query.FindAsync(offer, scope.Sirets, context.Cancel) is { } found
                ? await OfferPage.PageAsync(context, scope, found, services.Moderation, form) : Results.NotFound();
        return await RunAsync(context, organisation, offer, services, async (scope, _) =>
            await services.Decisions.AskReviewAsync(id, scope.Sirets, seen, form.Plea.Value, context.Actor, context.Cancel)
                ? Done(organisation, offer, "examen") : null);
    }

    private static string Done(Guid organisation, long offer, string word) =>
        ProviderOfferAddresses.Offer.Of(organisation, offer) + "?fait=" + word;

    /// <param name="work">Where it leads; null: there is no such thing.</param>
    private static async Task<IResult> RunAsync(
        PageContext context, Guid organisation, long offer, OfferCommandServices services,
        Func<ProviderScope, PublishedOffer, Task<string?>> work)
    {
        if (await ProviderScope.FindAsync(context, organisation, services.Store) is not { } scope
            || await services.Query.FindAsync(offer, scope.Sirets, context.Cancel) is not { } found)
            return Results.NotFound();
        string refusal;
        try
        {
            return await work(scope, found) is { } href ? Results.Redirect(href) : Results.NotFound();
        }
        catch (ProcessRefusedException refused)
        {
            refusal = refused.Message;
        }
        catch (StaleChangeException)
        {
            refusal = Changed;
        }
        return await services.Query.FindAsync(offer, scope.Sirets, context.Cancel) is { } now
            ? await OfferPage.PageAsync(context, scope, now, services.Moderation, new PleaForm(), refusal) : Results.NotFound();
    }
}

/// <summary>What the commands of an offer need.</summary>
public sealed record OfferCommandServices(
    OrganisationStore Store, PublishedOfferQuery Query, OfferDrafts Drafts, OfferStandings Standings, ModerationReader Moderation,
    ModerationDecisions Decisions);
