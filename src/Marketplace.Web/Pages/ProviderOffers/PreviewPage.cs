using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>…/actions/{action}/apercu</c>: an action of a draft by the page and the template that learners see.</summary>
public static class PreviewPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid draft, Guid action, DraftServices services, DraftPreview preview,
        ReferenceDataStore reference, TimeProvider clock)
    {
        if (await services.OpenAsync(context, organisation, draft) is not { } open || open.Draft.Content.Action(action) is not { } wanted)
            return Results.NotFound();
        var report = await services.Check.RunAsync(open.Draft, context.Cancel);
        if (report.Offer is not { } offer || offer.Actions.FirstOrDefault(a => a.Action.Number == wanted.Number) is not { } found)
            return Results.Redirect(open.Href);
        var record = await preview.RecordAsync(open.Draft.Siret, offer.Offer, found, context.Cancel);
        var place = record.Insee is { } insee ? reference.Current.Places.ByInsee(insee) : null;
        var model = ActionPageModel.Of(record, place, clock.Today(), [], open.Href);
        return context.Private("actions/action", model with
        {
            Notice = new Notice("info", "Aperçu : voici la page comme les titulaires la verront. Rien n’est publié."),
            // Sessions that are not published lead nowhere yet.
            Sessions = [.. model.Sessions.Select(
                line => line with { EnrolHref = line.EnrolHref is null ? null : "#sessions", FullSession = null })],
        }, $"Aperçu : {model.Title}", open.TrailOfPart(context.Person));
    }
}
