using Marketplace.Money.Dotations;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Funders;

/// <summary><c>/financeurs/{id}/dotations</c>: an organisation's orders.</summary>
public static class OrdersPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, DotationOrders orders)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var list = await orders.ListAsync(organisation, context.Cancel);
        return context.Private("funders/orders", new OrdersModel(OrderAddresses.New.Of(organisation), found.Name,
            [.. list.Select(o =>
            new OrderRow(OrderAddresses.Order.Of(organisation, o.Id), OrderWords.Product(o), OrderWords.State(o.State),
            OrderWords.Badge(o.State),
                o.Beneficiaries, o.TotalCents, o.Label ?? "—", o.CreatedAt))],
            list.Count == DotationOrders.Shown ? DotationOrders.Shown : null), "Commandes de droits",
            OrderWords.Trail(context.Person, found, belowList: false));
    }
}

/// <summary>Model of <c>pages/funders/orders</c>.</summary>
/// <param name="Cut">How many are shown when there may be more.</param>
public sealed record OrdersModel(string NewHref, string Name, IReadOnlyList<OrderRow> Orders, int? Cut);

/// <param name="Badge">DSFR kind of the state's badge.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record OrderRow(
    string Href, string Product, string State, string Badge, int Beneficiaries, long TotalCents, string Label, DateTime CreatedAt);
