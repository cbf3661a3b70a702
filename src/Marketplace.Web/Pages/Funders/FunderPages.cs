using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Funders;

/// <summary>Addresses of employers and funders.</summary>
public static class FunderPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.DotationsView);
        view.MapGet(OrderAddresses.List.Pattern, OrdersPage.ShowAsync);
        view.MapGet(OrderAddresses.Order.Pattern, OrderPage.ShowAsync);

        var order = routes.MapGroup("").RequireRight(Rights.DotationsOrder);
        order.MapGet(OrderAddresses.New.Pattern, NewOrderPage.ShowAsync);
        order.MapPost(OrderAddresses.New.Pattern, NewOrderPage.PostAsync).WithMetadata(NewOrderPage.Size);
        order.MapPost(OrderAddresses.Confirm.Pattern, OrderPage.ConfirmAsync);
        order.MapPost(OrderAddresses.Cancel.Pattern, OrderPage.CancelAsync);

        var answer = routes.MapGroup("").RequireRight(Rights.BookingsFundingAnswer);
        answer.MapGet(FundingAddresses.MineOf.Pattern, FundingRequestsPage.LeadAsync);
        answer.MapGet(FundingAddresses.List.Pattern, FundingRequestsPage.ShowAsync);
        answer.MapGet(FundingAddresses.Request.Pattern, FundingRequestPage.ShowAsync);
        answer.MapPost(FundingAddresses.Grant.Pattern, FundingRequestPage.GrantAsync);
        answer.MapPost(FundingAddresses.Refuse.Pattern, FundingRequestPage.RefuseAsync);
    }
}
