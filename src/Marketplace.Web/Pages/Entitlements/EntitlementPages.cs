using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary>Addresses of a holder's rights in euros.</summary>
public static class EntitlementPages
{
    /// <summary>Above every page but the first.</summary>
    internal static readonly IReadOnlyList<Crumb> Trail = [.. AccountPages.Trail, new("Mes droits", EntitlementAddresses.Overview)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireRight(Rights.EntitlementsView);
        view.MapGet(EntitlementAddresses.Overview, EntitlementsPage.ShowAsync);
        view.MapGet(EntitlementAddresses.History, HistoryPages.ShowAsync);
        view.MapGet(EntitlementAddresses.StatementCsv, StatementDownloads.CsvAsync);
        view.MapGet(EntitlementAddresses.StatementPdf, StatementDownloads.PdfAsync);

        var declare = routes.MapGroup("").RequireRight(Rights.EntitlementsDeclare);
        declare.MapGet(EntitlementAddresses.Declarations, DeclarationsPage.ShowAsync);
        declare.MapPost(EntitlementAddresses.DeclareLevel, DeclarationsPage.LevelAsync);
        declare.MapPost(EntitlementAddresses.DeclarePublicAgent, DeclarationsPage.PublicAgentAsync);

        routes.MapPost(EntitlementAddresses.Conversion, ConversionForm.ConvertAsync).RequireRight(Rights.EntitlementsConvert);

        var contest = routes.MapGroup("").RequireRight(Rights.ContestationSubmit);
        contest.MapGet(EntitlementAddresses.Contestations, ContestationsPage.ShowAsync);
        contest.MapPost(EntitlementAddresses.Contestations, ContestationsPage.SubmitAsync);
    }

    /// <summary>What is to be done before rights can be shown: one page for all addresses.</summary>
    internal static async Task<IResult> NotTiedAsync(PageContext context, HolderStore holders) =>
        await holders.FindAsync(context.Person.AccountId, context.Cancel) is { } holder
            ? context.Private("entitlements/not-tied", new NotTiedModel(AccountPage.Steps(holder)), "Mes droits", AccountPages.Trail)
            : Results.NotFound();
}

/// <summary>Model of <c>pages/entitlements/not-tied</c>.</summary>
public sealed record NotTiedModel(IReadOnlyList<AccountStep> Steps);
