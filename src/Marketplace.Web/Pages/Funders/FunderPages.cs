using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Funders;

/// <summary>Addresses of employers and funders.</summary>
public static class FunderPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("/financeurs/{organisation:guid}/dotations").RequireRight(Rights.DotationsView);
        view.MapGet("", OrdersPage.ShowAsync);
        view.MapGet("/{id:guid}", OrderPage.ShowAsync);

        var order = routes.MapGroup("/financeurs/{organisation:guid}/dotations").RequireRight(Rights.DotationsOrder);
        order.MapGet("/nouvelle", NewOrderPage.ShowAsync);
        order.MapPost("/nouvelle", NewOrderPage.PostAsync).WithMetadata(NewOrderPage.Size);
        order.MapPost("/{id:guid}/valider", OrderPage.ConfirmAsync);
        order.MapPost("/{id:guid}/annuler", OrderPage.CancelAsync);
    }
}
