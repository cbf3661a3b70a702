using Marketplace.Payments.BankDetails;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.BankDetails;

/// <summary>
/// <c>/coordonnees-bancaires/arreter/{token}</c>: whoever got the e-mail stops a change, without signing in. It asks first: programs that
/// look at links must not stop anything.
/// </summary>
public static class BankDetailsStopPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, string token, BankDetailsChanges changes) =>
        await changes.IsWaitingAsync(token, context.Cancel) ? Page(context, token, false) : Results.NotFound();

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, string token, BankDetailsChanges changes) =>
        await changes.StopAsync(token, context.Actor, context.Cancel) ? Page(context, token, true) : Results.NotFound();

    private static IResult Page(PageContext context, string token, bool done) => context.Private(
        "bank-details/stop", new BankDetailsStopModel(BankDetailsAddresses.StopByLink.Of(token), done), "Arrêter un changement");
}

/// <summary>Model of <c>pages/bank-details/stop</c>.</summary>
public sealed record BankDetailsStopModel(string Action, bool Done);
