using Marketplace.Payments.Payouts;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations.Payouts;

/// <summary><c>/gestion/suspensions</c>: payments to an establishment wait, at the request of a body that the law names.</summary>
public static class SuspensionsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["suspendu"] = "Les paiements à cet établissement sont suspendus.",
            ["leve"] = "La suspension est levée : les paiements reprennent au prochain lot.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, PaymentSuspensions suspensions) =>
        PageAsync(context, suspensions, Notice.Done(context.Request, Sentences), new SuspensionForm());

    public static async Task<IResult> BeginAsync([AsParameters] PageContext context, PaymentSuspensions suspensions)
    {
        var form = await context.ReadAsync(new SuspensionForm());
        if (form.IsValid)
            try
            {
                await suspensions.BeginAsync(form.Siret.Value, form.Body.Value, form.Reason.Value, context.Actor, context.Cancel);
                return Results.Redirect(PayoutAddresses.Suspensions + "?fait=suspendu");
            }
            catch (ProcessRefusedException refused)
            {
                form.Siret.Refuse(refused.Message);
            }
        return await PageAsync(context, suspensions, null, form);
    }

    public static async Task<IResult> EndAsync([AsParameters] PageContext context, PaymentSuspensions suspensions) =>
        await suspensions.EndAsync((await context.FormAsync()).Id("suspension"), context.Actor, context.Cancel)
            ? Results.Redirect(PayoutAddresses.Suspensions + "?fait=leve")
            : await PageAsync(context, suspensions, Notice.Error("Cette suspension est déjà levée."), new SuspensionForm(),
                StatusCodes.Status409Conflict);

    private static async Task<IResult> PageAsync(
        PageContext context, PaymentSuspensions suspensions, Notice? notice, SuspensionForm form, int? status = null) =>
        context.Private("operations/payouts/suspensions",
            new SuspensionsModel(notice, context.Http.ConfirmFirst(PayoutAddresses.Suspensions), form,
            [.. (await suspensions.StandingAsync(context.Cancel)).Select(s => new SuspensionRow(s.Id, s.Siret, s.Name,
                PaymentSuspensions.Bodies[s.Body], s.Reason, s.Since, FrenchFormat.Price(s.WaitingCents)))]), "Suspensions de paiement",
            OperationsPages.Trail, status ?? form.Status);
}

/// <summary>A suspension that begins.</summary>
public sealed class SuspensionForm : Form
{
    public TextField Siret { get; } = new("siret", "SIRET de l’établissement", text => text.Length == 14 && text.All(char.IsAsciiDigit)
        ? null : "Écrivez les 14 chiffres du SIRET, sans espaces.") { MaxLength = 14, InputMode = "numeric" };

    public ChoiceField Body { get; } = new(
        "service", "Qui le demande", Choice.Of(PaymentSuspensions.Bodies), "Dites qui le demande.") { Blank = "Choisissez" };

    public TextAreaField Reason { get; } = new("motif", "Motif", text => text.Length switch
    {
        0 => "Écrivez le motif.",
        > PaymentSuspensions.LongestReason => $"Écrivez {PaymentSuspensions.LongestReason} caractères au plus.",
        _ => null,
    })
    {
        MaxLength = PaymentSuspensions.LongestReason, MostRead = 4 * PaymentSuspensions.LongestReason,
    };
}

/// <summary>Model of <c>pages/operations/payouts/suspensions</c>.</summary>
public sealed record SuspensionsModel(Notice? Notice, string? ConfirmFirst, SuspensionForm Form, IReadOnlyList<SuspensionRow> Standing);

/// <summary>A suspension that stands.</summary>
public sealed record SuspensionRow(Guid Id, string Siret, string Name, string Body, string Reason, DateTime Since, string Waiting);
