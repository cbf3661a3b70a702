using Marketplace.Catalogue.Actions;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Actions;

/// <summary>« Avec mes droits : reste à payer … » on the page of an action, by the planner of the simulator and of bookings.</summary>
public sealed class HolderPlan(EntitlementStore store, AccessLog log, RuleBook book, TimeProvider clock)
{
    /// <summary>What whoever looks can know of their own cost.</summary>
    public async Task<OwnCost> OfAsync(HttpContext context, ActionRecord record, CancellationToken cancel)
    {
        var price = record.Action.Fees.InclusiveCents;
        var offer = price > 0 ? OfferKind.Of(record.Certification.Type, record.Certification.Title) : null;
        var cost = new OwnCost(InformationAddresses.Simulator + QueryString.Create(
            [KeyValuePair.Create("prix", (string?)FormattableString.Invariant($"{price / 100m:0.##}")),
            KeyValuePair.Create("formation", offer)]).ToUriComponent());
        if (offer is null || context.Person() is not { AccountKind: Roles.Holder } person)
            return cost;
        // The page is everybody's: the look at one's own rights is logged here, and kept out of all caches.
        context.Response.Headers.CacheControl = "no-cache, no-store";
        await log.WriteAsync(person.As(Roles.Holder), new AccessEntry(Rights.EntitlementsView, AccessOperation.LookUp, person.AccountId),
            cancel);
        if (await store.OfAccountAsync(person.AccountId, cancel) is not { } entitlements)
            return cost with { NotTied = true };
        var today = clock.Today();
        var status = entitlements.PublicAgent is { Holds: true } ? "public-agent" : "employee";
        var answer = FundingPlanner.Plan(HolderFunding.Request(entitlements, today, price, offer, record.Certification.Code, status), book);
        return cost with
        {
            Plan = answer.Plan is { } plan ? PlanView.Of(plan, book) : null,
            Refusal = answer.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null,
            LeftOutCents = HolderFunding.LeftOutCents(entitlements, today, record.Certification.Code) is > 0 and var cents ? cents : null,
        };
    }
}

/// <summary>Model of <c>partials/own-cost</c>.</summary>
/// <param name="SimulatorHref">With the training's price and kind.</param>
public sealed record OwnCost(string SimulatorHref)
{
    /// <summary>Null: nobody with rights is signed in, or the training is refused.</summary>
    public PlanView? Plan { get; init; }
    public ExplanationView? Refusal { get; init; }
    /// <summary>A holder whose NIR is not tied.</summary>
    public bool NotTied { get; init; }
    /// <summary>Free, but not for this training; null: nothing.</summary>
    public long? LeftOutCents { get; init; }
}
