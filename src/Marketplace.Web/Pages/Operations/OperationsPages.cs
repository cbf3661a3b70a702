using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Jobs;
using Marketplace.Web.Pages.Operations.Bookings;
using Marketplace.Web.Pages.Operations.Payouts;
using Marketplace.Web.Pages.Operations.Referencing;
using Marketplace.Web.Pages.Operations.Moderation;

namespace Marketplace.Web.Pages.Operations;

/// <summary>Addresses of operator staff.</summary>
public static class OperationsPages
{
    /// <summary>Above every page of the space.</summary>
    internal static readonly IReadOnlyList<Layout.Crumb> Trail = [new("Espace des gestionnaires", OperationsAddresses.Home)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OperationsAddresses.Home, OperationsHome.Show).RequireRight(Rights.OperationsView);

        routes.MapGet(OperationsAddresses.Identities, IdentityQueuePage.ShowAsync).RequireRight(Rights.IdentityChecksList);
        var check = routes.MapGroup("").RequireRight(Rights.IdentityChecksDecide);
        check.MapGet(OperationsAddresses.Identity.Pattern, IdentityCheckPage.ShowAsync);
        check.MapGet(OperationsAddresses.IdentityDocument.Pattern, IdentityCheckPage.DocumentAsync);
        check.MapPost(OperationsAddresses.DecideIdentity.Pattern, IdentityCheckPage.DecideIdentityAsync);
        check.MapPost(OperationsAddresses.DecideNir.Pattern, IdentityCheckPage.DecideNirAsync);

        routes.MapGet(OperationsAddresses.Recoveries, RecoveryPages.ListAsync).RequireRight(Rights.RecoveriesList);
        var recovery = routes.MapGroup("").RequireRight(Rights.RecoveriesDecide);
        recovery.MapGet(OperationsAddresses.Recovery.Pattern, RecoveryPages.ShowAsync);
        recovery.MapGet(OperationsAddresses.RecoveryDocument.Pattern, RecoveryPages.DocumentAsync);
        recovery.MapPost(OperationsAddresses.Recovery.Pattern, RecoveryPages.DecideAsync).RequireFresh(OperationsAddresses.Recoveries);

        routes.MapGet(OperationsAddresses.Contestations, ContestationQueuePage.ShowAsync).RequireRight(Rights.ContestationsList);
        routes.MapPost(OperationsAddresses.Contestations, ContestationQueuePage.AnswerAsync).RequireRight(Rights.ContestationsAnswer);

        var search = routes.MapGroup("").RequireRight(Rights.HoldersSearch);
        search.MapGet(OperationsAddresses.Holders, HolderSearchPage.Show);
        search.MapPost(OperationsAddresses.Holders, HolderSearchPage.PostAsync);
        routes.MapGet(OperationsAddresses.Holder.Pattern, HolderFilePage.ShowAsync).RequireRight(Rights.HolderFileView);
        routes.MapPost(OperationsAddresses.HoldFile.Pattern, HolderFilePage.HoldAsync).RequireRight(Rights.LitigationHoldManage);

        routes.MapPost(OperationsAddresses.SuspendHolder.Pattern, HolderFilePage.SuspendAsync).RequireRight(Rights.HolderAccountSuspend);

        var reason = routes.MapGroup("").RequireRight(Rights.HolderReasonState);
        reason.MapGet(OperationsAddresses.Reason.Pattern, ReasonPage.Show);
        reason.MapPost(OperationsAddresses.Reason.Pattern, ReasonPage.PostAsync);

        var organisations = routes.MapGroup("").RequireRight(Rights.OrganisationsManage);
        organisations.MapGet(OperationsAddresses.Organisations, OrganisationsPage.ShowAsync);
        organisations.MapPost(OperationsAddresses.Organisations, OrganisationsPage.CreateAsync);

        var operators = routes.MapGroup("").RequireRight(Rights.OperatorsManage);
        operators.MapGet(OperationsAddresses.Operators, OperatorsPage.ShowAsync);
        operators.MapPost(OperationsAddresses.Operators, OperatorsPage.InviteAsync).RequireFresh(OperationsAddresses.Operators);
        operators.MapPost(OperationsAddresses.Missions, OperatorsPage.ChangeAsync).RequireFresh(OperationsAddresses.Operators);

        routes.MapGet(OperationsAddresses.BankEntries, BankEntriesPage.ShowAsync).RequireRight(Rights.BankEntriesView);
        var transfers = routes.MapGroup("").RequireRight(Rights.BankEntriesDecide).RequireFresh(OperationsAddresses.BankEntries);
        transfers.MapPost(OperationsAddresses.AttachBankEntry, BankEntriesPage.AttachAsync);
        transfers.MapPost(OperationsAddresses.ReturnBankEntry, BankEntriesPage.ReturnAsync);

        routes.MapGet(OperationsAddresses.CardPayments, CardPaymentsPage.ShowAsync).RequireRight(Rights.CardPaymentsView);
        routes.MapPost(OperationsAddresses.RetryRefund, CardPaymentsPage.RetryAsync).RequireRight(Rights.CardPaymentsRetry)
            .RequireFresh(OperationsAddresses.CardPayments);

        routes.MapGet(OperationsAddresses.UnfruitfulSearches, UnfruitfulPage.ShowAsync).RequireRight(Rights.SearchReportView);
        routes.MapGet(OperationsAddresses.UnfruitfulSearchesCsv, UnfruitfulPage.DownloadAsync).RequireRight(Rights.SearchReportView);

        var log = routes.MapGroup("").RequireRight(Rights.AccessLogSearch);
        log.MapGet(OperationsAddresses.AccessLog, AccessLogPage.ShowAsync);
        log.MapPost(OperationsAddresses.AccessLog, AccessLogPage.FindPersonAsync);

        ReferencingQueuePage.Map(routes);
        OperatorBookingPages.Map(routes);
        PayoutPages.Map(routes);
        ModerationPages.Map(routes);
        JobsDashboard.Map(routes);
    }
}
