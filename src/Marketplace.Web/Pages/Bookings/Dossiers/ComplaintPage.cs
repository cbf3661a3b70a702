using Marketplace.Bookings.Complaints;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}/reclamation</c>: « la formation n’a jamais commencé », and what became of it.</summary>
public static class ComplaintPage
{
    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, Complaints complaints) =>
        dossiers.AnswerAsync(context, id, dossier => PageAsync(context, dossier, complaints, new ComplaintForm()));

    public static Task<IResult> PostAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, Complaints complaints) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var form = await context.ReadAsync(new ComplaintForm());
            if (!form.IsValid)
                return await PageAsync(context, dossier, complaints, form);
            try
            {
                await complaints.OpenAsync(dossier.Key, form.Text.Value, context.Actor, context.Cancel);
                return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=reclamation");
            }
            catch (ProcessRefusedException refused)
            {
                // Two clicks: the first one has sent it.
                if ((await complaints.OfDossierAsync(dossier.Key, context.Cancel)).FirstOrDefault() is { ClosedAt: null } sent
                    && sent.Text == form.Text.Value)
                    return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=reclamation");
                form.Refuse(refused);
                return await PageAsync(context, dossier, complaints, form);
            }
        });

    private static async Task<IResult> PageAsync(PageContext context, LearnerDossier dossier, Complaints complaints, ComplaintForm form)
    {
        var row = dossier.Row;
        return context.Private("bookings/complaint", new ComplaintModel(
            row.Title, await complaints.WhyNotAsync(dossier.Key, context.Actor, context.Cancel),
            [.. (await complaints.OfDossierAsync(dossier.Key, context.Cancel)).Select(ComplaintView.Of)], form,
                BookingAddresses.Complain.Of(row.Id),
            BookingAddresses.Dossier.Of(row.Id)), "La formation n’a jamais commencé", BookingPages.Above(row), form.Status);
    }
}

/// <summary>What the learner says.</summary>
public sealed class ComplaintForm : Form
{
    public TextAreaField Text { get; } = new("reclamation", "Ce qui s’est passé", text => text.Length switch
    {
        0 => "Écrivez ce qui s’est passé.",
        > Complaint.LongestText => $"Votre texte compte {text.Length} caractères : raccourcissez-le à {Complaint.LongestText} au plus.",
        _ => null,
    })
    {
        Hint = $"Ce qui était prévu, ce qui a eu lieu, ce que l’organisme vous a dit. {Complaint.LongestText} caractères au plus",
        MaxLength = Complaint.LongestText, MostRead = 4 * Complaint.LongestText, Rows = 6,
    };
}

/// <summary>Model of <c>pages/bookings/complaint</c>.</summary>
/// <param name="WhyNot">Why one cannot complain now; null: one can.</param>
public sealed record ComplaintModel(
    string Title, string? WhyNot, IReadOnlyList<ComplaintView> Sent, ComplaintForm Form, string Action, string Back);

/// <summary>A complaint on screen.</summary>
/// <param name="Outcome">Null: no decision yet.</param>
public sealed record ComplaintView(
    string State, string Text, DateTime OpenedAt, string? Answer, DateTime? AnsweredAt, string? Outcome, string? Decision,
        DateTime? ClosedAt)
{
    public static ComplaintView Of(Complaint complaint) => new(
        ComplaintProcess.Table.Label(complaint.State), complaint.Text, complaint.OpenedAt, complaint.Answer, complaint.AnsweredAt,
        complaint.Upheld switch { true => "Le service vous a donné raison", false => "Le service n’a pas donné suite", null => null },
        complaint.Decision, complaint.ClosedAt);
}
