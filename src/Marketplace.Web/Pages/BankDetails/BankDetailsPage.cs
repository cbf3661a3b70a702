using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.BankDetails;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.BankDetails;

/// <summary>
/// <c>/of/{organisation}/coordonnees-bancaires</c>: where an organisation's establishments are paid to, what waits, and what was before.
/// </summary>
public static class BankDetailsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["saisi"] = "Les coordonnées sont enregistrées. Elles attendent une seconde personne ou la fin du délai ; un courriel est parti.",
        ["confirme"] = "Les coordonnées sont en vigueur.",
        ["arrete"] = "Le changement est arrêté.",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(BankDetailsAddresses.Page.Pattern, ShowAsync).RequireRight(Rights.BankDetailsView);
        var change = routes.MapGroup("").RequireRight(Rights.BankDetailsChange).RequireFresh(OrganisationAddresses.Space);
        change.MapPost(BankDetailsAddresses.Page.Pattern, EnterAsync);
        change.MapPost(BankDetailsAddresses.Confirm.Pattern, ConfirmAsync);
        // Stopping does no harm, and must not wait for a second factor.
        routes.MapPost(BankDetailsAddresses.Stop.Pattern, StopAsync).RequireRight(Rights.BankDetailsChange);
        routes.MapGet(BankDetailsAddresses.StopByLink.Pattern, BankDetailsStopPage.ShowAsync).RequireRight(Rights.BankDetailsStop);
        routes.MapPost(BankDetailsAddresses.StopByLink.Pattern, BankDetailsStopPage.PostAsync).RequireRight(Rights.BankDetailsStop);
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderBankDetails details, AccessLog log,
        RuleBook book, TimeProvider clock) =>
        await ScopeAsync(context, organisation, store) is { } scope
            ? await PageAsync(context, scope, details, log, new BankDetailsForm(scope.Sirets), book, clock) : Results.NotFound();

    private static async Task<IResult> EnterAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderBankDetails details,
        BankDetailsChanges changes, AccessLog log, RuleBook book, TimeProvider clock)
    {
        if (await ScopeAsync(context, organisation, store) is not { Sirets.Count: > 0 } scope)
            return Results.NotFound();
        var form = await context.ReadAsync(new BankDetailsForm(scope.Sirets));
        if (form.IsValid)
            try
            {
                await changes.EnterAsync(organisation, form.Establishment, form.Account, context.Actor, context.Cancel);
                return Done(organisation, "saisi");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        return await PageAsync(context, scope, details, log, form, book, clock);
    }

    private static async Task<IResult> ConfirmAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, BankDetailsChanges changes)
    {
        var posted = await context.FormAsync();
        return await EstablishmentAsync(context, posted, organisation, store) is { } siret
            && await changes.ConfirmAsync(organisation, siret, posted.Id("coordonnees"), context.Actor, context.Cancel)
            ? Done(organisation, "confirme") : Results.NotFound();
    }

    private static async Task<IResult> StopAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, BankDetailsChanges changes)
    {
        var posted = await context.FormAsync();
        return await EstablishmentAsync(context, posted, organisation, store) is { } siret
            && await changes.StopAsync(organisation, siret, posted.Id("coordonnees"), context.Actor, context.Cancel)
            ? Done(organisation, "arrete") : Results.NotFound();
    }

    private static async Task<string?> EstablishmentAsync(
        PageContext context, PostedForm posted, Guid organisation, OrganisationStore store) =>
        await ScopeAsync(context, organisation, store) is { } scope
            && posted.Text("etablissement", 14) is var siret && scope.Sirets.Contains(siret) ? siret : null;

    /// <summary>Only providers are paid for trainings.</summary>
    private static async Task<ProviderScope?> ScopeAsync(PageContext context, Guid organisation, OrganisationStore store) =>
        (await ProviderScope.FindAsync(context, organisation, store))?.OfTrainings;

    private static async Task<IResult> PageAsync(
        PageContext context, ProviderScope scope, ProviderBankDetails details, AccessLog log, BankDetailsForm form, RuleBook book,
        TimeProvider clock)
    {
        var id = scope.Organisation.Id;
        var rows = await details.ListAsync(scope.Sirets, context.Cancel);
        await log.WriteAsync(context.Actor, [.. scope.Sirets.Select(siret =>
            new AccessEntry(Rights.BankDetailsView, AccessOperation.LookUp, Object: $"bank-details:{siret}"))], context.Cancel);
        var (me, role) = (context.Person.AccountId, context.Actor.Role);
        return context.Private("bank-details/page", new BankDetailsModel(
            Notice.Done(context.Request, Sentences), BankDetailsAddresses.Page.Of(id), BankDetailsAddresses.Confirm.Of(id),
            BankDetailsAddresses.Stop.Of(id), context.Http.ConfirmFirst(BankDetailsAddresses.Page.Of(id)), scope.Sirets.Count > 0,
            DelayText.Of(book.On(clock.Today()).Get(PaymentRules.BankDetailsDelay)), form,
            [.. rows.Select(r => new BankDetailsRow(r.Id, r.Siret, r.Masked, BankDetailsProcess.Table.Label(r.State), r.AskedBy, r.AskedAt,
                r.TakesEffectAt, r.ConfirmedBy, r.EffectiveAt, r.Waits,
                BankDetailsProcess.Table.Allows(r.State, BankDetailsProcess.Confirm, role, new(OtherPerson: r.AskedById != me))))]),
            "Coordonnées bancaires", scope.Trail(context.Person), form.Status);
    }

    private static IResult Done(Guid organisation, string what) =>
        Results.Redirect(BankDetailsAddresses.Page.Of(organisation) + "?fait=" + what);
}

/// <summary>Model of <c>pages/bank-details/page</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
/// <param name="Any">There is an establishment.</param>
/// <param name="Days">The delay in words.</param>
public sealed record BankDetailsModel(
    Notice? Notice, string Action, string ConfirmAction, string StopAction, string? ConfirmFirst, bool Any, string Days,
    BankDetailsForm Form, IReadOnlyList<BankDetailsRow> Details);

/// <param name="MayConfirm">Who looks is another person than who entered them.</param>
public sealed record BankDetailsRow(
    Guid Id, string Siret, string Masked, string State, string AskedBy, DateTime AskedAt, DateTime TakesEffectAt, string? ConfirmedBy,
    DateTime? EffectiveAt, bool Waits, bool MayConfirm);
