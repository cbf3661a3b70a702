using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Holders;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary><c>/mon-compte/droits/declarations</c>: a level below CAP or BEP (R6323-3-1 II to V), a status of public agent.</summary>
public static class DeclarationsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["niveau"] = "Votre déclaration de niveau est enregistrée.",
        ["sans-niveau"] = "Votre déclaration de niveau est retirée.",
        ["agent"] = "Votre statut d’agent public est enregistré.",
        ["sans-agent"] = "Votre statut d’agent public est retiré.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, EntitlementStore store, HolderStore holders, RuleBook book, TimeProvider clock) =>
        await store.OfAccountAsync(context.Person.AccountId, context.Cancel) is { } entitlements
            ? Page(context, entitlements, book.On(clock.Today()), Notice.Done(context.Request, Sentences), StatusCodes.Status200OK)
            : await EntitlementPages.NotTiedAsync(context, holders);

    /// <summary>Declares the level, on one's honour, or takes the declaration back.</summary>
    public static async Task<IResult> LevelAsync(
        [AsParameters] PageContext context, HolderDeclarations declarations, EntitlementStore store, RuleBook book, TimeProvider clock)
    {
        var form = await context.FormAsync();
        var declare = Choice(form);
        var account = context.Person.AccountId;
        if (declare && form.Text("honneur", 3) != "oui")
        {
            return await store.OfAccountAsync(account, context.Cancel) is { } entitlements
                ? Page(context, entitlements, book.On(clock.Today()),
                    Notice.Error("Cochez la case pour certifier sur l’honneur que votre déclaration est exacte."),
                    StatusCodes.Status422UnprocessableEntity)
                : Results.Redirect(EntitlementAddresses.Overview);
        }
        return await declarations.DeclareLevelAsync(account, declare, context.Actor, context.Cancel) == DeclarationOutcome.NotTied
            ? Results.Redirect(EntitlementAddresses.Overview)
            : Results.Redirect(EntitlementAddresses.Declarations + (declare ? "?fait=niveau" : "?fait=sans-niveau"));
    }

    public static async Task<IResult> PublicAgentAsync(HttpContext context, HolderDeclarations declarations, CancellationToken cancel)
    {
        var declare = Choice(await PostedForm.ReadAsync(context.Request, cancel));
        return await declarations.DeclarePublicAgentAsync(
            context.Person()!.AccountId, declare, context.Actor(), cancel) == DeclarationOutcome.NotTied
            ? Results.Redirect(EntitlementAddresses.Overview)
            : Results.Redirect(EntitlementAddresses.Declarations + (declare ? "?fait=agent" : "?fait=sans-agent"));
    }

    private static bool Choice(PostedForm form) => form.Text("choix", 10) switch
    {
        "declarer" => true,
        "retirer" => false,
        _ => throw new BadHttpRequestException("A choice is expected."),
    };

    private static IResult Page(PageContext context, HolderEntitlements entitlements, RulesInForce rules, Notice? notice, int status) =>
        context.Private("entitlements/declarations", new DeclarationsModel(
            notice, entitlements.IsBelowLevel3, entitlements.Levels.Count > 0 ? entitlements.Levels[^1].Day : null,
            entitlements.PublicAgent is { Holds: true }, entitlements.PublicAgent?.Day,
            rules.Get(CreditingRules.Annual), rules.Get(CreditingRules.LowQualifiedAnnual), rules.Get(CreditingRules.LowQualifiedCap),
            rules.Get(CreditingRules.PublicAgentHours), rules.Get(CreditingRules.PublicAgentHoursCap),
            rules.Get(CreditingRules.PublicAgentLowQualifiedHours), rules.Get(CreditingRules.PublicAgentLowQualifiedHoursCap)),
            "Mes déclarations", EntitlementPages.Trail, status);
}

/// <summary>Model of <c>pages/entitlements/declarations</c>; amounts in cents, hours whole.</summary>
/// <param name="LevelOn">Day of the last declaration; null: none.</param>
public sealed record DeclarationsModel(
    Notice? Notice, bool BelowLevel3, DateOnly? LevelOn, bool PublicAgent, DateOnly? PublicAgentOn,
    long AnnualCents, long LowAnnualCents, long LowCapCents, int Hours, int HoursCap, int LowHours, int LowHoursCap);
