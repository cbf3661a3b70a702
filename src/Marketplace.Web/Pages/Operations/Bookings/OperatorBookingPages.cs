using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>Addresses of the operators' desk for bookings.</summary>
internal static class OperatorBookingPages
{
    /// <summary>Above every page but the desk.</summary>
    public static readonly IReadOnlyList<Crumb> Trail = [.. OperationsPages.Trail, new("Inscriptions", OperatorBookingAddresses.Desk)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.BookingsOperateView);
        view.MapGet(OperatorBookingAddresses.Desk, DeskPage.ShowAsync);
        view.MapPost(OperatorBookingAddresses.Desk, DeskPage.SearchAsync);
        view.MapGet(OperatorBookingAddresses.Lead.Pattern, DeskPage.LeadAsync);
        view.MapGet(OperatorBookingAddresses.Dossier.Pattern, OperatorDossierPage.ShowAsync);

        var act = routes.MapGroup("").RequireRight(Rights.BookingsOperateAct);
        act.MapGet(OperatorBookingAddresses.Exit.Pattern, OperatorExitPage.ShowAsync);
        act.MapPost(OperatorBookingAddresses.Exit.Pattern, OperatorExitPage.PostAsync).RequireFresh(OperatorBookingAddresses.Desk);
        act.MapPost(OperatorBookingAddresses.Cancel.Pattern, OperatorDossierPage.CancelAsync).RequireFresh(OperatorBookingAddresses.Desk);
        act.MapPost(OperatorBookingAddresses.NeverBegan.Pattern, OperatorDossierPage.NeverBeganAsync)
            .RequireFresh(OperatorBookingAddresses.Desk);
        act.MapPost(OperatorBookingAddresses.CloseComplaint.Pattern, OperatorDossierPage.CloseComplaintAsync);
        act.MapPost(OperatorBookingAddresses.CloseReport.Pattern, OperatorDossierPage.CloseReportAsync);
        act.MapGet(OperatorBookingAddresses.Deadlines, DeadlinesPage.ShowAsync);
        act.MapPost(OperatorBookingAddresses.Deadlines, DeadlinesPage.ExtendAsync);
        act.MapPost(OperatorBookingAddresses.RetryDeadline, DeadlinesPage.RetryAsync);
    }
}
