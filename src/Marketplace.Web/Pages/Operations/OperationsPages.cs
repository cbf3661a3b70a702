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
        routes.MapGet("/gestion", OperationsHome.Show).RequireRight("operations.view");

        routes.MapGet("/gestion/identites", IdentityQueuePage.ShowAsync).RequireRight("identity-checks.list");
        var check = routes.MapGroup("/gestion/identites/{holder:guid}").RequireRight("identity-checks.decide");
        check.MapGet("", IdentityCheckPage.ShowAsync);
        check.MapGet("/pieces/{document:guid}", IdentityCheckPage.DocumentAsync);
        check.MapPost("/identite", IdentityCheckPage.DecideIdentityAsync);
        check.MapPost("/numero", IdentityCheckPage.DecideNirAsync);

        routes.MapGet(RecoveryPages.Path, RecoveryPages.ListAsync).RequireRight("recoveries.list");
        var recovery = routes.MapGroup(RecoveryPages.Path + "/{holder:guid}").RequireRight("recoveries.decide");
        recovery.MapGet("", RecoveryPages.ShowAsync);
        recovery.MapGet("/pieces/{document:guid}", RecoveryPages.DocumentAsync);
        recovery.MapPost("", RecoveryPages.DecideAsync).RequireFresh(RecoveryPages.Path);

        routes.MapGet(ContestationQueuePage.Path, ContestationQueuePage.ShowAsync).RequireRight("contestations.list");
        routes.MapPost(ContestationQueuePage.Path, ContestationQueuePage.AnswerAsync).RequireRight("contestations.answer");

        var search = routes.MapGroup("/gestion/titulaires").RequireRight("holders.search");
        search.MapGet("", HolderSearchPage.Show);
        search.MapPost("", HolderSearchPage.PostAsync);
        routes.MapGet("/gestion/titulaires/{holder:guid}", HolderFilePage.ShowAsync).RequireRight("holder.file.view");
        routes.MapPost("/gestion/titulaires/{holder:guid}/contentieux", HolderFilePage.HoldAsync).RequireRight("litigation-hold.manage");

        routes.MapPost("/gestion/titulaires/{holder:guid}/suspendre", HolderFilePage.SuspendAsync).RequireRight("holder.account.suspend");

        var reason = routes.MapGroup("/gestion/motif/{holder:guid}").RequireRight("holder.reason.state");
        reason.MapGet("", ReasonPage.Show);
        reason.MapPost("", ReasonPage.PostAsync);

        var organisations = routes.MapGroup("/gestion/organisations").RequireRight("organisations.manage");
        organisations.MapGet("", OrganisationsPage.ShowAsync);
        organisations.MapPost("", OrganisationsPage.CreateAsync);

        var operators = routes.MapGroup("/gestion/agents").RequireRight("operators.manage");
        operators.MapGet("", OperatorsPage.ShowAsync);
        operators.MapPost("", OperatorsPage.InviteAsync).RequireFresh(OperatorsPage.Path);
        operators.MapPost("/missions", OperatorsPage.ChangeAsync).RequireFresh(OperatorsPage.Path);

        routes.MapGet(BankEntriesPage.Path, BankEntriesPage.ShowAsync).RequireRight("bank-entries.view");
        var transfers = routes.MapGroup(BankEntriesPage.Path).RequireRight("bank-entries.decide").RequireFresh(BankEntriesPage.Path);
        transfers.MapPost("/rattacher", BankEntriesPage.AttachAsync);
        transfers.MapPost("/rendre", BankEntriesPage.ReturnAsync);

        routes.MapGet("/gestion/recherches-sans-resultat", UnfruitfulPage.ShowAsync).RequireRight("search-report.view");
        routes.MapGet("/gestion/recherches-sans-resultat.csv", UnfruitfulPage.DownloadAsync).RequireRight("search-report.view");

        var log = routes.MapGroup("/gestion/journal").RequireRight("access-log.search");
        log.MapGet("", AccessLogPage.ShowAsync);
        log.MapPost("", AccessLogPage.FindPersonAsync);

        JobsDashboard.Map(routes);
    }
}
