using Marketplace.People.Access;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn.Recovery;

/// <summary>
/// <c>/connexion/secours</c>: for holders who gave their password and lost the device and the recovery codes. They send
/// documents, and once these are accepted and the delay is over, set up another second factor.
/// </summary>
public static class RecoveryPage
{
    public const string Path = "/connexion/secours";

    private const string Asked = "Votre demande est envoyée. Nous vous avons écrit à l’adresse de votre compte.";

    public static async Task<IResult> ShowAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries, HolderStore holders, PageRenderer renderer, CancellationToken cancel) =>
        await pending.AfterPasswordAsync(context, signIn, cancel) is { AccountId: { } account }
            ? await PageAsync(context.Request, account, recoveries, holders, renderer, context.Request.Query["fait"] == "envoyee" ? Notice.Success(Asked) : null, StatusCodes.Status200OK, cancel)
            : Results.Redirect("/connexion");

    public static async Task<IResult> PostAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries, RecoveryStopKey keys, HolderStore holders, PageRenderer renderer, CancellationToken cancel)
    {
        if (await pending.AfterPasswordAsync(context, signIn, cancel) is not { AccountId: { } account })
            return Results.Redirect("/connexion");
        var (documents, problem) = await IdentityPage.DocumentsAsync((await PostedForm.ReadAsync(context.Request, cancel)).Files, cancel);
        if (problem is not null)
            return await PageAsync(context.Request, account, recoveries, holders, renderer, Notice.Error(problem), StatusCodes.Status422UnprocessableEntity, cancel);
        try
        {
            return await recoveries.AskAsync(account, documents, id => keys.Address(renderer.SiteUrl(context.Request), id), cancel) == RecoveryRequest.Done
                ? Results.Redirect(Path + "?fait=envoyee") : Results.Redirect(Path);
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context.Request, account, recoveries, holders, renderer, Notice.Error(refused.Message), StatusCodes.Status409Conflict, cancel);
        }
    }

    /// <summary>The delay is over: the lost factor goes, and the page to set up another follows.</summary>
    public static async Task<IResult> ReplaceAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries, HolderStore holders, PageRenderer renderer, CancellationToken cancel)
    {
        if (await pending.AfterPasswordAsync(context, signIn, cancel) is not { AccountId: { } account })
            return Results.Redirect("/connexion");
        try
        {
            return Results.Redirect(await recoveries.ReplaceAsync(account, cancel) ? "/connexion/second-facteur" : Path);
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context.Request, account, recoveries, holders, renderer, Notice.Error(refused.Message), StatusCodes.Status409Conflict, cancel);
        }
    }

    private static async Task<IResult> PageAsync(
        HttpRequest request, Guid account, FactorRecoveries recoveries, HolderStore holders, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel)
    {
        var open = await recoveries.OfAccountAsync(account, cancel);
        var now = TimeProvider.System.GetUtcNow();
        var ready = open is not null && RecoveryProcess.Table.Allows(open.State, RecoveryProcess.Replace, Roles.Holder, new RecoveryFacts(ReadyAt: open.ReadyAt), now);
        var holder = await holders.FindAsync(account, cancel);
        return renderer.Private(request, "sign-in/recovery", new RecoveryModel(notice, holder is not null,
            holder is { IdentityStatus: IdentityProcess.Verified }, open?.State == RecoveryProcess.Submitted,
            !ready && open?.ReadyAt is { } moment ? ParisTime.InWords(moment) : null, ready),
            "Second facteur perdu", [new Crumb("Se connecter", "/connexion")], status);
    }
}

/// <summary>Model of <c>pages/sign-in/recovery</c>.</summary>
/// <param name="IsHolder">Operator staff ask an administrator.</param>
/// <param name="Verified">There is an identity to compare documents with.</param>
/// <param name="Waits">For an operator.</param>
/// <param name="ReadyFrom">When another factor can be set up, in words; null: not accepted, or now.</param>
/// <param name="Ready">Another factor can be set up.</param>
public sealed record RecoveryModel(Notice? Notice, bool IsHolder, bool Verified, bool Waits, string? ReadyFrom, bool Ready);
