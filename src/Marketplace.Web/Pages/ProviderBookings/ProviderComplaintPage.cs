using Marketplace.Bookings.Complaints;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Bookings.Dossiers;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/reclamation</c>: what the learner complains of, and the provider's answer to it.</summary>
public static class ProviderComplaintPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Complaints complaints) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            ? await PageAsync(context, dossier, complaints, new ComplaintAnswerForm()) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Complaints complaints)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new ComplaintAnswerForm().Read(posted), Shown.Of(posted));
        return !form.IsValid ? await PageAsync(context, dossier, complaints, form) : await dossiers.DecideAsync(context, dossier, seen,
            () => complaints.AnswerAsync(dossier.Key, seen.Version, form.Text.Value, context.Actor, context.Cancel), "reponse", async why =>
            {
                form.Refuse(why, StatusCodes.Status409Conflict);
                return await PageAsync(context, dossier, complaints, form);
            }, form.Text.Typed);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderDossier dossier, Complaints complaints, ComplaintAnswerForm form)
    {
        var list = await complaints.OfDossierAsync(dossier.Key, context.Cancel);
        var open = list.FirstOrDefault(c => c.State == ComplaintProcess.Received);
        return context.Private("provider-bookings/complaint", new ProviderComplaintModel(
            dossier.Head, [.. list.Select(ComplaintView.Of)],
            ProviderBookingAddresses.Complaint.Of(dossier.Scope.Organisation.Id, dossier.Row.Id), form,
            open is null ? null : dossier.Shown with { Version = open.Version }), "Réclamation",
            dossier.Trail(context.Person), form.Status);
    }
}

/// <summary>The provider's answer.</summary>
public sealed class ComplaintAnswerForm : Form
{
    public TextAreaField Text { get; } = new("reponse", "Votre réponse, lue par la personne et par le service", text => text.Length switch
    {
        0 => "Écrivez votre réponse.",
        > Complaint.LongestText => $"Écrivez {Complaint.LongestText} caractères au plus.",
        _ => null,
    })
    {
        MaxLength = Complaint.LongestText, MostRead = 4 * Complaint.LongestText, Rows = 6,
    };
}

/// <summary>Model of <c>pages/provider-bookings/complaint</c>.</summary>
/// <param name="Shown">Of the complaint that waits for an answer; null: none does.</param>
public sealed record ProviderComplaintModel(
    DossierHead Head, IReadOnlyList<ComplaintView> Complaints, string Action, ComplaintAnswerForm Form, Shown? Shown);
