using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>…/proposer</c>: dates, hours and price within the limits of the offer; the quote that the learner then accepts or not.
/// </summary>
public static class ProposalPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.Propose) ? Page(context, dossier, new ProposalForm(dossier.Row))
            : DossierPage.Refused(context, dossier, BookingProcess.Propose);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, ProviderAnswers answers)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new ProposalForm(dossier.Row).Read(posted), Shown.Of(posted));
        if (form.IsValid && seen.Version == dossier.Row.Version && dossier.May(BookingProcess.Propose)
            && await answers.ProblemAsync(dossier.Key, form.Proposal, context.Cancel) is { } problem)
            form.Refuse(problem);
        if (!form.IsValid)
            return Page(context, dossier, form);
        return await dossiers.DecideAsync(context, dossier, seen,
            () => answers.ProposeAsync(dossier.Key, seen.Version, form.Proposal, context.Actor, context.Cancel), "propose", why =>
            {
                form.Refuse(why, StatusCodes.Status409Conflict);
                return Task.FromResult(Page(context, dossier, form));
            }, form.Note.Typed);
    }

    private static IResult Page(PageContext context, ProviderDossier dossier, ProposalForm form) =>
        context.Private("provider-bookings/proposal", new ProposalModel(
            dossier.Head, ProviderBookingAddresses.Propose.Of(dossier.Scope.Organisation.Id, dossier.Row.Id), form, dossier.Shown),
            "Faire une proposition", dossier.Trail(context.Person), form.Status);
}

/// <summary>Model of <c>pages/provider-bookings/proposal</c>.</summary>
public sealed record ProposalModel(DossierHead Head, string Action, ProposalForm Form, Shown Shown);
