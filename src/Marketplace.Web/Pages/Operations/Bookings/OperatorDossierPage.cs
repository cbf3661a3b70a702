using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Messages;
using Marketplace.Bookings.Training;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>
/// <c>/gestion/inscriptions/{holder}/{id}</c>: a dossier with its whole history, deadlines, shares and payments, and what an operator may
/// do.
/// </summary>
public static class OperatorDossierPage
{
    private const string CancelLabel = "Annuler l’inscription pour le financeur";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["annule"] = "L’inscription est annulée pour le financeur : tout est rendu, les deux parties sont prévenues.",
        ["sortie"] = "La sortie est déclarée à la place de l’organisme.",
        ["jamais-commencee"] = "Il est constaté que la formation n’a jamais commencé : tout est rendu, les deux parties sont prévenues.",
        ["reclamation"] = "La réclamation est close : les deux parties lisent votre décision.",
        ["signalement"] = "Le signalement est traité.",
    };

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers) =>
        await dossiers.FindAsync(context, holder, id) is { } dossier
            ? Page(context, dossier, Notice.Done(context.Request, Sentences), new ComplaintDecisionForm()) : Results.NotFound();

    public static async Task<IResult> CancelAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Cancellations cancellations)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await dossiers.FindAsync(context, holder, id) is not { } dossier
            ? Results.NotFound() : await dossiers.DecideAsync(context, dossier, seen,
            () => cancellations.CancelAsync(
            dossier.Key, seen.Version, EndingKind.FunderRefuses, false, null, null, context.Actor, context.Cancel),
            "annule", why => RefusedAsync(context, dossier, why));
    }

    public static async Task<IResult> NeverBeganAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Entries entries)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await dossiers.FindAsync(context, holder, id) is not { } dossier
            ? Results.NotFound() : await dossiers.DecideAsync(context, dossier, seen,
            () => entries.NeverBeganAsync(dossier.Key, seen.Version, context.Actor, context.Cancel),
            "jamais-commencee", why => RefusedAsync(context, dossier, why));
    }

    public static async Task<IResult> CloseComplaintAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Complaints complaints)
    {
        if (await dossiers.FindAsync(context, holder, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new ComplaintDecisionForm().Read(posted), Shown.Of(posted));
        return !form.IsValid ? Page(context, dossier, null, form) : await dossiers.DecideAsync(context, dossier, seen,
            () => complaints.CloseAsync(
            dossier.Key, seen.Version, form.Upheld.Value == ComplaintDecisionForm.Yes, form.Decision.Value, context.Actor, context.Cancel),
            "reclamation", why => RefusedAsync(context, dossier, why), form.Decision.Typed);
    }

    public static async Task<IResult> CloseReportAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Messages messages)
    {
        var form = await context.FormAsync();
        var hide = form.Text("decision", 10) switch
        {
            "retirer" => true,
            "laisser" => false,
            _ => throw new BadHttpRequestException("A decision is expected."),
        };
        var message = form.Id("message");
        return await dossiers.FindAsync(context, holder, id) is { } dossier
            && await messages.CloseReportAsync(dossier.Key, message, hide, context.Actor, context.Cancel)
            ? Results.Redirect(dossier.Address + "?fait=signalement") : Results.NotFound();
    }

    private static Task<IResult> RefusedAsync(PageContext context, OperatorDossier dossier, string why) =>
        Task.FromResult(Page(context, dossier, Notice.Error(why), new ComplaintDecisionForm(), StatusCodes.Status409Conflict));

    private static IResult Page(
        PageContext context, OperatorDossier dossier, Notice? notice, ComplaintDecisionForm form, int? status = null)
    {
        var (view, row) = (dossier.View, dossier.View.Row);
        var open = dossier.Complaints.FirstOrDefault(c => c.State != ComplaintProcess.Closed);
        return context.Private("operations/bookings/dossier", new OperatorDossierModel(
            dossier.Head, notice, context.Http.ConfirmFirst(dossier.Address), context.Actor.Reason ?? "",
            OperationsAddresses.Holder.Of(row.AccountId), ControlAddresses.Operator.Of(row.AccountId, row.Id),
            OperatorDossierFacts.Of(dossier),
            [.. view.Deadlines.Select(
            d => new OperatorDeadline(OperatorDueWords.Of(d.Event, d.DueAt, dossier.Facts.Today, row.Zone), d.ExtensionReason, d.Error))],
            [.. view.Lines.Select(OperatorLine.Of)], [.. dossier.Payments.Select(OperatorPayment.Of)],
            [.. view.Events.Select(OperatorEvent.Of)],
            dossier.May(BookingProcess.FunderCancels) ? OperatorBookingAddresses.Cancel.Of(row.AccountId, row.Id) : null, CancelLabel,
            dossier.May(BookingProcess.DeclareExit) ? OperatorBookingAddresses.Exit.Of(row.AccountId, row.Id) : null,
            dossier.May(BookingProcess.NeverBegan) ? OperatorBookingAddresses.NeverBegan.Of(row.AccountId, row.Id) : null, dossier.Shown,
            [.. dossier.Complaints.Select(OperatorComplaint.Of)],
            open is not null && Decides(dossier) ? new OpenComplaint(
                OperatorBookingAddresses.CloseComplaint.Of(row.AccountId, row.Id), form, dossier.Shown with { Version = open.Version })
                : null,
            [.. dossier.Reports.Select(OperatorReport.Of)],
            Decides(dossier) ? OperatorBookingAddresses.CloseReport.Of(row.AccountId, row.Id) : null), $"Dossier {dossier.Head.Number}",
            OperatorBookingPages.Trail, status ?? form.Status);
    }

    private static bool Decides(OperatorDossier dossier) =>
        RightsTable.Current.Of(Rights.BookingsOperateAct).Any(right => right.Role == dossier.Role);
}

/// <summary>What an operator decides of a complaint.</summary>
public sealed class ComplaintDecisionForm : Form
{
    internal const string Yes = "oui";

    public RadioField Upheld { get; } = new("suite", "Suite donnée",
        [new(Yes, "La personne a raison"), new("non", "Sans suite")], "Dites si la personne a raison.");
    public TextAreaField Decision { get; } = new("decision", "Décision, lue par la personne et par l’organisme", text => text.Length switch
    {
        0 => "Écrivez votre décision.",
        > Complaint.LongestText => $"Écrivez {Complaint.LongestText} caractères au plus.",
        _ => null,
    })
    {
        MaxLength = Complaint.LongestText, MostRead = 4 * Complaint.LongestText, Rows = 5,
    };
}
