using Marketplace.Payments.Cards;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Payments;

/// <summary>
/// <c>/paiements/{id}/retour</c>: where a browser comes back to from the provider's page. It brings no news: the page asks our rows, and
/// asks again by itself while the provider has said nothing. What the payment was for tells how it ended.
/// </summary>
public static class PaymentReturnPage
{
    private const int Seconds = 5;

    /// <summary>Who must not be moved on by a page (RGAA 13.1) asks for a still one.</summary>
    private const string Still = "attente";

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, CardPayments payments)
    {
        if (await payments.FindAsync(id, context.Cancel) is not { } payment || payment.Account != context.Person.AccountId)
            return Results.NotFound();
        if (!payment.IsOpen)
            return Results.Redirect(BookingAddresses.Dossier.Of(payment.Booking));
        var still = context.Request.Query[Still] == "manuelle";
        if (!still)
            context.Http.Response.Headers["Refresh"] = $"{Seconds}";
        var page = await payments.PageAsync(id, new Uri(context.SiteUrl), context.Cancel);
        return context.Private("payments/return", new PaymentReturnModel(
            EuroText.Of(payment.AmountCents), payment.Label, ParisTime.InWords(payment.HoldUntil), Seconds, still,
            PaymentAddresses.Return.Of(id), $"{PaymentAddresses.Return.Of(id)}?{Still}=manuelle",
            page is null ? null : CardForm.Of(page, "Revenir à la page de paiement")), "Paiement en attente");
    }
}

/// <summary>Model of <c>pages/payments/return</c>.</summary>
/// <param name="Still">The page does not ask again by itself.</param>
/// <param name="Page">Null: the provider's page is not to be had any more.</param>
public sealed record PaymentReturnModel(
    string Amount, string Label, string Until, int Seconds, bool Still, string Here, string StillHref, CardForm? Page);
