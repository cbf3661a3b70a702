using Marketplace.Payments.Cards.Sandbox;
using Marketplace.People.Access;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Sandbox;

/// <summary>
/// <c>/bac-a-sable/paiement</c>: the page of a payment provider that takes no money and no card, in Development alone. It is another
/// site to the rest of the program: a signed form brings the browser here, a signed notification tells how it ended.
/// </summary>
public static class SandboxPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription().RequireRight(Rights.DevelopmentUse);
        // The signature of its fields is the permission, as at any provider.
        pages.MapPost(SandboxAddresses.Open, OpenAsync).WithMetadata(new WithoutFormToken());
        pages.MapGet(SandboxAddresses.Payment.Pattern, ShowAsync);
        pages.MapPost(SandboxAddresses.Payment.Pattern, AnswerAsync);
    }

    private static async Task<IResult> OpenAsync([AsParameters] PageContext context, SandboxDesk desk)
    {
        await context.FormAsync();
        var fields = context.Request.Form.Where(field => field.Value.Count == 1)
            .ToDictionary(field => field.Key, field => field.Value.ToString());
        return await desk.OpenAsync(fields, context.Cancel) is { } payment
            ? Results.Redirect(SandboxAddresses.Payment.Of(payment.Reference)) : Results.BadRequest();
    }

    private static async Task<IResult> ShowAsync([AsParameters] PageContext context, string reference, SandboxDesk desk) =>
        await desk.FindAsync(reference, context.Cancel) is { } payment ? Page(context, payment) : Results.NotFound();

    private static async Task<IResult> AnswerAsync(
        [AsParameters] PageContext context, string reference, SandboxDesk desk, SandboxDelivery delivery)
    {
        var form = await context.FormAsync();
        if (await desk.FindAsync(reference, context.Cancel) is not { } payment)
            return Results.NotFound();
        if (SandboxAnswer.Find(form.Text("reponse", 20)) is not { } answer || !await desk.AnswerAsync(reference, answer, context.Cancel))
            return Page(context, payment, StatusCodes.Status409Conflict);
        if (answer.Event is not null && answer is { Pause.Ticks: 0, AfterHold: false })
            await delivery.RunAsync(context.Cancel);
        return Results.Redirect(answer.Stays ? SandboxAddresses.Payment.Of(reference) : payment.Return);
    }

    private static IResult Page(PageContext context, SandboxPayment payment, int status = StatusCodes.Status200OK) => context.Private(
        "sandbox/payment", new SandboxModel(
        payment.Reference, payment.Label, EuroText.Of(payment.AmountCents), ParisTime.InWords(payment.HoldUntil),
            payment.Outcome is { } outcome ? SandboxAnswer.Find(outcome)?.Label : null, payment.IsPaid, payment.Return,
            [.. SandboxAnswer.All.Where(answer => answer.AfterPayment == payment.IsPaid)
                .Select(answer => new SandboxButton(answer.Key, answer.Label))]),
        "Paiement (bac à sable)", status: status);
}

/// <summary>Model of <c>pages/sandbox/payment</c>.</summary>
/// <param name="Last">The last answer; null: none yet.</param>
public sealed record SandboxModel(
    string Reference, string Label, string Amount, string Until, string? Last, bool Paid, string Back,
    IReadOnlyList<SandboxButton> Buttons);

/// <summary>An answer that can be given.</summary>
public sealed record SandboxButton(string Key, string Label);
