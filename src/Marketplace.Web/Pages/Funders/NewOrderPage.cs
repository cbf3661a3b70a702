using Marketplace.Money.Dotations;
using Marketplace.Money.Regulation;
using Marketplace.People.Organisations;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Funders;

/// <summary>
/// <c>/financeurs/{id}/dotations/nouvelle</c>: a product and the file of its beneficiaries; refused lines are told one by one.
/// </summary>
public static class NewOrderPage
{
    internal static readonly RequestSizeLimitAttribute Size = new(BeneficiariesField.MostBytes + (64 * 1024));

    private const string NoProduct = "Seuls un employeur et un financeur commandent des droits.";
    private const string NoSiret = "Votre organisation n’a pas de SIRET : demandez au service de l’ajouter, il figure dans le libellé du virement.";

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, RuleBook book, TimeProvider clock) =>
        await store.FindAsync(organisation, context.Cancel) is { } found
            ? Page(context, found, book.On(clock.Today()), new OrderForm(found)) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, BeneficiaryImport import, RuleBook book,
        TimeProvider clock)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var form = await context.ReadAsync(new OrderForm(found));
        var rules = book.On(clock.Today());
        if (!form.IsValid || Problem(found) is not null)
            return Page(context, found, rules, form);
        var (order, report) = await import.RunAsync(
            form.Request, new ReferenceInput("Votre fichier", form.File.Sent!.OpenReadStream), context.Actor, clock.Today(),
            context.Cancel);
        if (order is { } id)
            return Results.Redirect(OrderAddresses.Order.Of(organisation, id));
        form.File.Refuse("Aucune ligne n’a pu être prise : corrigez le fichier, puis déposez-le de nouveau.");
        return Page(context, found, rules, form, report);
    }

    private static string? Problem(Organisation organisation) =>
        DotationProduct.Of(organisation.Kind).Count == 0 ? NoProduct : organisation.Sirets.Count == 0 ? NoSiret : null;

    private static IResult Page(
        PageContext context, Organisation found, RulesInForce rules, OrderForm form, ReferenceFileReport? report = null)
    {
        var problem = Problem(found);
        return context.Private("funders/new-order", new NewOrderModel(
            OrderAddresses.New.Of(found.Id), problem is null ? null : Notice.Error(problem),
            [.. (report?.Messages ?? []).Select(m => new ReportRow(m.Line, m.Text))], form,
            [.. DotationProduct.Of(found.Kind).Where(p => p.LegalAmount(rules) is not null).Select(p =>
                new AmountRow(p.Label, EuroText.Of(p.LegalAmount(rules)!.Value) + (p.MayGiveMore ? " au moins" : ""), p.Basis))]),
            "Nouvelle commande", OrderWords.Trail(context.Person, found, belowList: true),
            problem is not null && HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status422UnprocessableEntity : form.Status);
    }
}

/// <summary>Model of <c>pages/funders/new-order</c>.</summary>
/// <param name="Notice">Why the organisation cannot order; null: it can.</param>
/// <param name="Report">Lines of the file that was just refused.</param>
/// <param name="Amounts">Products whose amount the law gives.</param>
public sealed record NewOrderModel(
    string Action, Notice? Notice, IReadOnlyList<ReportRow> Report, OrderForm Form, IReadOnlyList<AmountRow> Amounts);

/// <param name="Line">In the file; null: all of it.</param>
public sealed record ReportRow(long? Line, string Text);

public sealed record AmountRow(string Product, string Amount, string Basis);
