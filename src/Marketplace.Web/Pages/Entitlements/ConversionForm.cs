using Marketplace.Money.Crediting;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>POST /mon-compte/droits/conversion</c>: hours of a public agent become euros, for good.</summary>
public static class ConversionForm
{
    public static async Task<IResult> ConvertAsync(
        [AsParameters] PageContext context, EntitlementStore store, HolderConversion conversion, RuleBook book, TimeProvider clock)
    {
        var form = await context.FormAsync();
        if (!Guid.TryParseExact(form.Text("demande", 32), "N", out var request))
            throw new BadHttpRequestException("A request is expected.");
        if (form.Text("compris", 3) != "oui")
            return Results.Redirect(EntitlementAddresses.Overview + "?fait=case");
        var (account, seen) = (context.Person.AccountId, Shown.Of(form));
        return await conversion.ConvertAsync(account, request, seen.Version, context.Actor, context.Cancel) switch
        {
            ConversionOutcome.Done => Results.Redirect(EntitlementAddresses.Overview + "?fait=converti"),
            ConversionOutcome.Stale when await store.OfAccountAsync(account, context.Cancel) is { } entitlements =>
            StaleDecision.Page(context, seen,
                ConversionView.Of(await conversion.OfferAsync(entitlements, context.Cancel), book.On(clock.Today()))?.Shown.Facts ?? [],
                new Crumb("Relire, puis décider de nouveau", EntitlementAddresses.Overview), EntitlementPages.Trail),
            _ => Results.Redirect(EntitlementAddresses.Overview + "?fait=rien"),
        };
    }
}

/// <summary>What may be converted, as the page offers it.</summary>
/// <param name="Request">Names this offer: the form sent twice converts once.</param>
public sealed record ConversionView(string Hours, string Amount, string HourValue, bool Limited, string Request, string Version)
{
    /// <summary>What the holder accepts.</summary>
    public Shown Shown => new(Version, [new("Heures", Hours), new("Euros", Amount), new("Valeur d’une heure", HourValue)]);

    /// <summary>Null: nothing to convert.</summary>
    public static ConversionView? Of(HoursOffer offer, RulesInForce rules) => offer.Cents == 0 ? null : new ConversionView(
        AmountText.Hours(offer.CentiHours), AmountText.Of(offer.Cents, inHours: false),
        AmountText.Of(rules.Get(CreditingRules.PublicAgentHourValue), inHours: false), offer.Limited, Guid.NewGuid().ToString("N"),
        offer.Version);
}
