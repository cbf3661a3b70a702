using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/annuler</c>: an agreed booking is cancelled by its provider, with what becomes of the money before the click.</summary>
public static class CancellationPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Cancellations cancellations) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.ProviderCancels)
                ? await PageAsync(context, dossier, cancellations, new EndReasonForm(Cancellations.ProviderReasons))
            : DossierPage.Refused(context, dossier, BookingProcess.ProviderCancels);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Cancellations cancellations)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new EndReasonForm(Cancellations.ProviderReasons).Read(posted), Shown.Of(posted));
        if (!form.IsValid && dossier.May(BookingProcess.ProviderCancels))
            return await PageAsync(context, dossier, cancellations, form);
        return await dossiers.DecideAsync(context, dossier, seen, () => cancellations.CancelAsync(
                dossier.Key, seen.Version, EndingKind.ProviderCancels, false, form.Reason.Value, form.Told, context.Actor, context.Cancel),
            "annule", why => Task.FromResult(DossierPage.Page(context, dossier, Notice.Error(why), StatusCodes.Status409Conflict)),
            form.Note.Typed);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderDossier dossier, Cancellations cancellations, EndReasonForm form)
    {
        var ending = await cancellations.PreviewAsync(dossier.Key, EndingKind.ProviderCancels, false, context.Actor, context.Cancel);
        return context.Private("provider-bookings/end", new EndModel(
            dossier.Head, "Annuler l’inscription", ProviderBookingAddresses.Cancel.Of(dossier.Scope.Organisation.Id, dossier.Row.Id),
            [
                $"{FrenchFormat.Price(ending.Plan.Lines.Sum(line => line.ReturnedCents))} sont rendus à la personne et à ceux qui financent sa formation.",
                $"Dû à votre organisme : {FrenchFormat.Price(ending.Plan.ProviderDueCents)}.",
                "La place est libérée pour le suivant. Une annulation ne se reprend pas.",
            ], form, dossier.Shown), "Annuler l’inscription", dossier.Trail(context.Person), form.Status);
    }
}
