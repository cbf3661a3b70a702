using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Payouts;

/// <summary>Addresses of payouts and accounts.</summary>
internal static class PayoutPages
{
    /// <summary>Above every page but the desk.</summary>
    public static readonly IReadOnlyList<Crumb> Trail = [.. OperationsPages.Trail, new("Versements", PayoutAddresses.Desk)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.PayoutsView);
        view.MapGet(PayoutAddresses.Desk, PayoutDeskPage.ShowAsync);
        view.MapGet(PayoutAddresses.Batch.Pattern, BatchPage.ShowAsync);

        var prepare = routes.MapGroup("").RequireRight(Rights.PayoutsPrepare);
        prepare.MapPost(PayoutAddresses.Prepare, PayoutDeskPage.PrepareAsync).RequireFresh(PayoutAddresses.Desk);
        prepare.MapPost(PayoutAddresses.Discard.Pattern, BatchPage.DiscardAsync).RequireFresh(PayoutAddresses.Desk);
        prepare.MapPost(PayoutAddresses.Answers, PayoutDeskPage.ReadAnswersAsync).WithMetadata(BankFilesField.Size);

        var approve = routes.MapGroup("").RequireRight(Rights.PayoutsApprove);
        approve.MapPost(PayoutAddresses.Approve.Pattern, BatchPage.ApproveAsync).RequireFresh(PayoutAddresses.Desk);
        approve.MapPost(PayoutAddresses.Release, PayoutDeskPage.ReleaseAsync).RequireFresh(PayoutAddresses.Desk);
        approve.MapGet(PayoutAddresses.File.Pattern, BatchPage.FileAsync);

        var suspend = routes.MapGroup("").RequireRight(Rights.PaymentsSuspend);
        suspend.MapGet(PayoutAddresses.Suspensions, SuspensionsPage.ShowAsync);
        suspend.MapPost(PayoutAddresses.Suspensions, SuspensionsPage.BeginAsync).RequireFresh(PayoutAddresses.Suspensions);
        suspend.MapPost(PayoutAddresses.EndSuspension, SuspensionsPage.EndAsync).RequireFresh(PayoutAddresses.Suspensions);

        routes.MapGet(PayoutAddresses.Accounts, AccountsPage.ShowAsync).RequireRight(Rights.AccountsView);
    }
}
