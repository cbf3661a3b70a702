using Marketplace.Core.Crediting;
using Marketplace.Core.Entitlements;
using Marketplace.Core.Regulation;
using Marketplace.Core.Regulation.Keys;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Forms;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>POST /mon-compte/droits/conversion</c>: hours of a public agent become euros, for good.</summary>
public static class ConversionForm
{
    public static async Task<IResult> ConvertAsync(HttpContext context, HolderConversion conversion, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (!Guid.TryParseExact(form.Text("demande", 32), "N", out var request))
            throw new BadHttpRequestException("A request is expected.");
        if (form.Text("compris", 3) != "oui")
            return Results.Redirect(EntitlementPages.Path + "?fait=case");
        return Results.Redirect(EntitlementPages.Path + (await conversion.ConvertAsync(context.Person()!.AccountId, request, context.Actor(), cancel) ? "?fait=converti" : "?fait=rien"));
    }
}

/// <summary>What may be converted, as the page offers it.</summary>
/// <param name="Request">Names this offer: the form sent twice converts once.</param>
public sealed record ConversionView(string Hours, string Amount, string HourValue, bool Limited, string Request)
{
    /// <summary>Null: nothing to convert.</summary>
    public static ConversionView? Of(HoursOffer offer, RulesInForce rules) => offer.Cents == 0 ? null : new ConversionView(
        AmountText.Hours(offer.CentiHours), AmountText.Of(offer.Cents, inHours: false),
        AmountText.Of(rules.Get(CreditingRules.PublicAgentHourValue), inHours: false), offer.Limited, Guid.NewGuid().ToString("N"));
}
