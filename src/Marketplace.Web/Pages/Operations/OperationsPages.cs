using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Jobs;

namespace Marketplace.Web.Pages.Operations;

/// <summary>Addresses of operator staff.</summary>
public static class OperationsPages
{
    /// <summary>Above every page of the space.</summary>
    internal static readonly IReadOnlyList<Layout.Crumb> Trail = [new("Espace des gestionnaires", "/gestion")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gestion", OperationsHome.Show).RequireRight(Rights.OperationsView);

        routes.MapGet("/gestion/identites", IdentityQueuePage.ShowAsync).RequireRight(Rights.IdentityChecksList);
        var check = routes.MapGroup("/gestion/identites/{holder:guid}").RequireRight(Rights.IdentityChecksDecide);
        check.MapGet("", IdentityCheckPage.ShowAsync);
        check.MapGet("/pieces/{document:guid}", IdentityCheckPage.DocumentAsync);
        check.MapPost("/identite", IdentityCheckPage.DecideIdentityAsync);
        check.MapPost("/numero", IdentityCheckPage.DecideNirAsync);

        routes.MapGet(RecoveryPages.Path, RecoveryPages.ListAsync).RequireRight(Rights.RecoveriesList);
        var recovery = routes.MapGroup(RecoveryPages.Path + "/{holder:guid}").RequireRight(Rights.RecoveriesDecide);
        recovery.MapGet("", RecoveryPages.ShowAsync);
        recovery.MapGet("/pieces/{document:guid}", RecoveryPages.DocumentAsync);
        recovery.MapPost("", RecoveryPages.DecideAsync).RequireFresh(RecoveryPages.Path);

        routes.MapGet(ContestationQueuePage.Path, ContestationQueuePage.ShowAsync).RequireRight(Rights.ContestationsList);
        routes.MapPost(ContestationQueuePage.Path, ContestationQueuePage.AnswerAsync).RequireRight(Rights.ContestationsAnswer);

        var search = routes.MapGroup("/gestion/titulaires").RequireRight(Rights.HoldersSearch);
        search.MapGet("", HolderSearchPage.Show);
        search.MapPost("", HolderSearchPage.PostAsync);
        routes.MapGet("/gestion/titulaires/{holder:guid}", HolderFilePage.ShowAsync).RequireRight(Rights.HolderFileView);
        routes.MapPost("/gestion/titulaires/{holder:guid}/contentieux", HolderFilePage.HoldAsync).RequireRight(Rights.LitigationHoldManage);

        routes.MapPost("/gestion/titulaires/{holder:guid}/suspendre", HolderFilePage.SuspendAsync).RequireRight(Rights.HolderAccountSuspend);

        var reason = routes.MapGroup("/gestion/motif/{holder:guid}").RequireRight(Rights.HolderReasonState);
        reason.MapGet("", ReasonPage.Show);
        reason.MapPost("", ReasonPage.PostAsync);

        var organisations = routes.MapGroup("/gestion/organisations").RequireRight(Rights.OrganisationsManage);
        organisations.MapGet("", OrganisationsPage.ShowAsync);
        organisations.MapPost("", OrganisationsPage.CreateAsync);

        var operators = routes.MapGroup("/gestion/agents").RequireRight(Rights.OperatorsManage);
        operators.MapGet("", OperatorsPage.ShowAsync);
        operators.MapPost("", OperatorsPage.InviteAsync).RequireFresh(OperatorsPage.Path);
        operators.MapPost("/missions", OperatorsPage.ChangeAsync).RequireFresh(OperatorsPage.Path);

        routes.MapGet(TransfersPage.Path, TransfersPage.ShowAsync).RequireRight(Rights.BankEntriesView);
        var transfers = routes.MapGroup(TransfersPage.Path).RequireRight(Rights.BankEntriesDecide).RequireFresh(TransfersPage.Path);
        transfers.MapPost("/rattacher", TransfersPage.AttachAsync);
        transfers.MapPost("/rendre", TransfersPage.ReturnAsync);

        routes.MapGet("/gestion/recherches-sans-resultat", UnfruitfulPage.ShowAsync).RequireRight(Rights.SearchReportView);
        routes.MapGet("/gestion/recherches-sans-resultat.csv", UnfruitfulPage.DownloadAsync).RequireRight(Rights.SearchReportView);

        var log = routes.MapGroup("/gestion/journal").RequireRight(Rights.AccessLogSearch);
        log.MapGet("", AccessLogPage.ShowAsync);
        log.MapPost("", AccessLogPage.FindPersonAsync);

        JobsDashboard.Map(routes);
    }
}
