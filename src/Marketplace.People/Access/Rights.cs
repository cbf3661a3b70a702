namespace Marketplace.People.Access;

/// <summary>The actions of the table of rights (<c>rights.csv</c> beside this file, in its order), for code that asks for one.</summary>
public static class Rights
{
    public const string SiteRead = "site.read";
    public const string DevelopmentUse = "development.use";
    public const string SignInUse = "sign-in.use";
    public const string SessionEnd = "session.end";
    public const string AccountView = "account.view";
    public const string AccountSecurity = "account.security";
    public const string HolderIdentityView = "holder.identity.view";
    public const string HolderIdentitySubmit = "holder.identity.submit";
    public const string HolderNirTie = "holder.nir.tie";
    public const string HolderLogView = "holder.log.view";
    public const string HolderConsents = "holder.consents";
    public const string FavouritesView = "favourites.view";
    public const string FavouritesKeep = "favourites.keep";
    public const string SearchesView = "searches.view";
    public const string SearchesKeep = "searches.keep";
    public const string AlertsUnsubscribe = "alerts.unsubscribe";
    public const string EntitlementsView = "entitlements.view";
    public const string EntitlementsConvert = "entitlements.convert";
    public const string EntitlementsDeclare = "entitlements.declare";
    public const string ContestationSubmit = "contestation.submit";
    public const string InvitationAccept = "invitation.accept";
    public const string OrganisationsMine = "organisations.mine";
    public const string OrganisationView = "organisation.view";
    public const string OrganisationMembersView = "organisation.members.view";
    public const string OrganisationMembersManage = "organisation.members.manage";
    public const string ConsentedHoldersList = "consented-holders.list";
    public const string ConsentedHolderView = "consented-holder.view";
    public const string OperationsView = "operations.view";
    public const string IdentityChecksList = "identity-checks.list";
    public const string IdentityChecksDecide = "identity-checks.decide";
    public const string RecoveriesList = "recoveries.list";
    public const string RecoveriesDecide = "recoveries.decide";
    public const string ContestationsList = "contestations.list";
    public const string ContestationsAnswer = "contestations.answer";
    public const string HoldersSearch = "holders.search";
    public const string HolderFileView = "holder.file.view";
    public const string HolderReasonState = "holder.reason.state";
    public const string HolderAccountSuspend = "holder.account.suspend";
    public const string LitigationHoldManage = "litigation-hold.manage";
    public const string OrganisationsManage = "organisations.manage";
    public const string OperatorsManage = "operators.manage";
    public const string SearchReportView = "search-report.view";
    public const string JobsView = "jobs.view";
    public const string JobsAct = "jobs.act";
    public const string AccessLogSearch = "access-log.search";
    public const string DotationsView = "dotations.view";
    public const string DotationsOrder = "dotations.order";
    public const string BankEntriesView = "bank-entries.view";
    public const string BankEntriesDecide = "bank-entries.decide";
    public const string BookingsPay = "bookings.pay";
    public const string CardPaymentsView = "card-payments.view";
    public const string CardPaymentsRetry = "card-payments.retry";
}
