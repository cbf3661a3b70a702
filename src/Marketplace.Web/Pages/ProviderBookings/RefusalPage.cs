using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/refuser</c>: a request is refused, or a proposal taken back, with a reason.</summary>
public static class RefusalPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.Refuse) ? Page(context, dossier, new EndReasonForm(ProviderAnswers.RefusalReasons))
            : DossierPage.Refused(context, dossier, BookingProcess.Refuse);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, ProviderAnswers answers)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new EndReasonForm(ProviderAnswers.RefusalReasons).Read(posted), Shown.Of(posted));
        return !form.IsValid ? Page(context, dossier, form) : await dossiers.DecideAsync(context, dossier, seen,
            () => answers.RefuseAsync(dossier.Key, seen.Version, form.Reason.Value, form.Told, context.Actor, context.Cancel), "refuse",
            why =>
            {
                form.Refuse(why, StatusCodes.Status409Conflict);
                return Task.FromResult(Page(context, dossier, form));
            }, form.Note.Typed);
    }

    private static IResult Page(PageContext context, ProviderDossier dossier, EndReasonForm form)
    {
        var title = dossier.Row.State == BookingProcess.Proposed ? "Reprendre la proposition" : "Refuser la demande";
        return context.Private("provider-bookings/end", new EndModel(
            dossier.Head, title, ProviderBookingAddresses.Refuse.Of(dossier.Scope.Organisation.Id, dossier.Row.Id),
            ["La personne est prévenue. Rien n’a été débité, et la place est libérée pour le suivant."], form, dossier.Shown), title,
            dossier.Trail(context.Person), form.Status);
    }
}

/// <summary>Model of <c>pages/provider-bookings/end</c>.</summary>
/// <param name="Consequences">What comes of it, before the click.</param>
public sealed record EndModel(
    DossierHead Head, string Title, string Action, IReadOnlyList<string> Consequences, EndReasonForm Form, Shown Shown);
