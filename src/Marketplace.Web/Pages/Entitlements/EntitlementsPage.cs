using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.People.Holders;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary>
/// <c>/mon-compte/droits</c>: what is usable today, what it is made of and until when, and the next credit; each figure explained.
/// </summary>
public static class EntitlementsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["converti"] = "Vos heures sont converties en euros.",
        ["rien"] = "Il n’y avait rien à convertir.",
        ["case"] = "Cochez la case pour confirmer : la conversion est définitive.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, EntitlementStore store, HolderStore holders, HolderConversion conversion, RuleBook book,
        TimeProvider clock)
    {
        if (await store.OfAccountAsync(context.Person.AccountId, context.Cancel) is not { } entitlements)
            return await EntitlementPages.NotTiedAsync(context, holders);
        var offer = ConversionView.Of(await conversion.OfferAsync(entitlements, context.Cancel), book.On(clock.Today()));
        return context.Private("entitlements/entitlements",
            EntitlementsModel.Of(entitlements, book, clock.Today()) with { Notice = Notice.Done(context.Request, Sentences),
            Conversion = offer }, "Mes droits", AccountPages.Trail);
    }
}

/// <summary>Model of <c>pages/entitlements/entitlements</c>.</summary>
/// <param name="TotalCents">Usable today.</param>
/// <param name="Retired">Why nothing is usable.</param>
/// <param name="Projection">Null: nothing to project from.</param>
public sealed record EntitlementsModel(
    DateOnly Today, long TotalCents, IReadOnlyList<BucketView> Parts, bool Retired, ProjectionView? Projection, bool BelowLevel3,
    bool PublicAgent)
{
    public Notice? Notice { get; init; }

    /// <summary>Null: no hours to convert.</summary>
    public ConversionView? Conversion { get; init; }

    public static EntitlementsModel Of(HolderEntitlements entitlements, RuleBook book, DateOnly today)
    {
        var rules = book.On(today);
        return new EntitlementsModel(today, entitlements.UsableCents(today),
            [.. entitlements.Buckets.Where(state => state.IsShown).Select(state => BucketView.Of(state, entitlements, rules, book, today))],
            entitlements.IsRetired(today), CreditProjection.Of(entitlements, book, today) is { } projection
                ? ProjectionView.Of(projection, book, today) : null,
            entitlements.IsBelowLevel3, entitlements.PublicAgent is { Holds: true });
    }
}

/// <summary>A part of the rights.</summary>
/// <param name="Id">For labels of its disclosure.</param>
/// <param name="Until">Until when it is usable, in words.</param>
/// <param name="Reserved">Promised to bookings; null: nothing.</param>
/// <param name="Usable">Counts in the total.</param>
public sealed record BucketView(
    long Id, string Label, string Amount, string Until, string? Reserved, bool Usable, IReadOnlyList<ExplanationView> Why)
{
    public static BucketView Of(BucketState state, HolderEntitlements entitlements, RulesInForce rules, RuleBook book, DateOnly today)
    {
        var hours = state.Terms.Kind == Marketplace.Money.Ledger.AccountKinds.PublicHours;
        return new BucketView(
            state.Bucket.Id, BucketText.Label(state), AmountText.Of(state.Bucket.Available, hours),
            state.Terms.UsableUntil switch
            {
                null => "Sans date limite",
                { } day when day < today => $"N’est plus utilisable depuis le {FrenchFormat.Date(day.AddDays(1))}",
                { } day => $"Utilisable jusqu’au {FrenchFormat.Date(day)}",
            },
            state.Bucket.Reserved > 0 ? AmountText.Of(state.Bucket.Reserved, hours) : null, entitlements.IsUsable(state, today),
            [.. BucketText.Explain(state, entitlements, rules).Select(why => ExplanationView.Of(why, book))]);
    }
}

/// <summary>The next credit.</summary>
/// <param name="Amount">In euros, hours or both.</param>
/// <param name="Late">The day is past: declarations are expected.</param>
public sealed record ProjectionView(int Year, string Amount, DateOnly PostedBy, bool Late, IReadOnlyList<ExplanationView> Why)
{
    public static ProjectionView Of(CreditProjection projection, RuleBook book, DateOnly today)
    {
        var amounts = new List<string>();
        if (projection.Centihours != 0)
            amounts.Add(AmountText.Hours(projection.Centihours));
        if (projection.Cents != 0 || amounts.Count == 0)
            amounts.Insert(0, FrenchFormat.Price(projection.Cents));
        return new ProjectionView(projection.Year, string.Join(" et ", amounts), projection.PostedBy, projection.PostedBy < today,
            [.. ProjectionText.Explain(projection).Select(why => ExplanationView.Of(why, book))]);
    }
}
