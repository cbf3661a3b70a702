using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Entitlements;

/// <summary>Addresses of a holder's rights in euros.</summary>
public static class EntitlementPages
{
    public const string Path = "/mon-compte/droits";
    public const string HistoryPath = Path + "/historique";
    public const string DeclarationsPath = Path + "/declarations";
    public const string ContestationsPath = Path + "/contestations";

    /// <summary>Above every page but the first.</summary>
    internal static readonly IReadOnlyList<Crumb> Trail = [.. AccountPages.Trail, new("Mes droits", Path)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup(Path).RequireRight(Rights.EntitlementsView);
        view.MapGet("", EntitlementsPage.ShowAsync);
        view.MapGet("/historique", HistoryPages.ShowAsync);
        view.MapGet("/releve.csv", StatementDownloads.CsvAsync);
        view.MapGet("/releve.pdf", StatementDownloads.PdfAsync);

        var declare = routes.MapGroup(DeclarationsPath).RequireRight(Rights.EntitlementsDeclare);
        declare.MapGet("", DeclarationsPage.ShowAsync);
        declare.MapPost("/niveau", DeclarationsPage.LevelAsync);
        declare.MapPost("/agent-public", DeclarationsPage.PublicAgentAsync);

        routes.MapPost(Path + "/conversion", ConversionForm.ConvertAsync).RequireRight(Rights.EntitlementsConvert);

        var contest = routes.MapGroup(ContestationsPath).RequireRight(Rights.ContestationSubmit);
        contest.MapGet("", ContestationsPage.ShowAsync);
        contest.MapPost("", ContestationsPage.SubmitAsync);
    }

    /// <summary>What is to be done before rights can be shown: one page for all addresses.</summary>
    internal static async Task<IResult> NotTiedAsync(PageContext context, HolderStore holders) =>
        await holders.FindAsync(context.Person.AccountId, context.Cancel) is { } holder
            ? context.Private("entitlements/not-tied", new NotTiedModel(AccountPage.Steps(holder)), "Mes droits", AccountPages.Trail)
            : Results.NotFound();
}

/// <summary>Model of <c>pages/entitlements/not-tied</c>.</summary>
public sealed record NotTiedModel(IReadOnlyList<AccountStep> Steps);
