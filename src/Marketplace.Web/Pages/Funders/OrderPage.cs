using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Funders;

/// <summary>
/// <c>/financeurs/{id}/dotations/{order}</c>: an order with its label, what came of it, and its refused lines. Never who the beneficiaries
/// are.
/// </summary>
public static class OrderPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["valide"] = "La commande est validée : faites le virement avec le libellé ci-dessous.",
        ["annule"] = "La commande est annulée ; la liste des bénéficiaires est effacée.",
    };

    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, DotationOrders orders) =>
        PageAsync(context, organisation, id, store, orders, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK);

    public static async Task<IResult> ConfirmAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, DotationOrders orders,
        TimeProvider clock) =>
        await ChangedAsync(context, organisation, id,
            seen => orders.ConfirmAsync(organisation, id, seen, context.Actor, clock.Today(), context.Cancel), "valide", store, orders);

    public static async Task<IResult> CancelAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, DotationOrders orders) =>
        await ChangedAsync(context, organisation, id, seen => orders.CancelAsync(organisation, id, seen, context.Actor, context.Cancel),
            "annule", store, orders);

    private static async Task<IResult> ChangedAsync(
        PageContext context, Guid organisation, Guid id, Func<string, Task<OrderChange>> decide, string done, OrganisationStore store,
        DotationOrders orders)
    {
        var seen = Shown.Of(await context.FormAsync());
        try
        {
            return await decide(seen.Version) switch
            {
                OrderChange.Done => Results.Redirect(OrderAddresses.Order.Of(organisation, id) + $"?fait={done}"),
                OrderChange.Unknown => Results.NotFound(),
                _ => await StaleAsync(context, organisation, id, seen, store, orders),
            };
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, organisation, id, store, orders, Notice.Error(refused.Message), StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> StaleAsync(
        PageContext context, Guid organisation, Guid id, Shown seen, OrganisationStore store, DotationOrders orders) =>
        await store.FindAsync(organisation, context.Cancel) is { } found
            && await orders.FindAsync(organisation, id, context.Cancel) is { Order: var order }
            ? StaleDecision.Page(context, seen, Facts(order),
                new Crumb("Relire la commande, puis décider de nouveau", OrderAddresses.Order.Of(organisation, id)),
                OrderWords.Trail(context.Person, found, belowList: true))
            : Results.NotFound();

    private static IReadOnlyList<FactRow> Facts(DotationOrder order) =>
    [
        new("État", OrderWords.State(order.State)), new("Bénéficiaires", FrenchFormat.Number(order.Beneficiaries)),
            new("Montant", FrenchFormat.Price(order.TotalCents)),
        new("Libellé du virement", order.Label ?? "Pas encore"),
    ];

    private static async Task<IResult> PageAsync(
        PageContext context, Guid organisation, Guid id, OrganisationStore store, DotationOrders orders, Notice? notice, int status)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found
            || await orders.FindAsync(organisation, id, context.Cancel) is not { } detail)
            return Results.NotFound();
        var order = detail.Order;
        return context.Private("funders/order", new OrderModel(
            OrderAddresses.Confirm.Of(organisation, id), OrderAddresses.Cancel.Of(organisation, id), notice, OrderWords.Product(order),
            DotationProduct.Find(order.Product)!.Basis, OrderWords.State(order.State), OrderWords.Badge(order.State),
            order.Siren, order.Beneficiaries, order.TotalCents, order.Refused, order.State == OrderProcess.Cancelled ? null : order.Label,
            OrderProcess.Table.Allows(order.State, OrderProcess.Confirm, context.Actor.Role),
            OrderProcess.Table.Allows(order.State, OrderProcess.Cancel, context.Actor.Role), order.State == OrderProcess.AwaitingCash,
            order.State is OrderProcess.Received or OrderProcess.Credited, detail.Credited, detail.CreditedCents, detail.Returned,
            detail.ReturnedCents, detail.RestCents,
            [.. detail.Payments.Select(p => new PaymentRow(p.Day, p.Cents, p.Reason is { } reason
                ? $"{BankReasons.Words[reason]} : {(p.State == BankEntryProcess.Returned ? "rendu" : "mis de côté")}"
                    : "Paie la commande"))],
            [.. detail.Report.Select(m => new ReportRow(m.Line, m.Text))], order.CreatedAt, new Shown(order.Version, Facts(order))),
            OrderWords.Product(order), OrderWords.Trail(context.Person, found, belowList: true), status);
    }
}

/// <summary>Model of <c>pages/funders/order</c>.</summary>
/// <param name="Label">Of the transfer; null: none yet, or none any more.</param>
/// <param name="Waits">The transfer is expected.</param>
/// <param name="Paid">The money has arrived.</param>
/// <param name="Report">The first of the refused lines.</param>
public sealed record OrderModel(
    string ConfirmHref, string CancelHref, Notice? Notice, string Product, string Basis, string State, string Badge, string Siren,
    int Beneficiaries, long TotalCents, int Refused, string? Label,
    bool Confirmable, bool Cancellable, bool Waits, bool Paid, int Credited, long CreditedCents, int Returned, long ReturnedCents,
    long RestCents,
    IReadOnlyList<PaymentRow> Payments, IReadOnlyList<ReportRow> Report, DateTime CreatedAt, Shown Shown);

public sealed record PaymentRow(DateOnly Day, long Cents, string Text);
