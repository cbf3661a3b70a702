using Marketplace.People.Access;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn.Recovery;

/// <summary>
/// <c>/connexion/secours</c>: for holders who gave their password and lost the device and the recovery codes. They send
/// documents, and once these are accepted and the delay is over, set up another second factor.
/// </summary>
public static class RecoveryPage
{
    private const string Asked = "Votre demande est envoyée. Nous vous avons écrit à l’adresse de votre compte.";

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries,
        HolderStore holders) =>
        await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is { AccountId: { } account }
            ? await PageAsync(context, account, recoveries, holders, new RecoveryForm())
            : Results.Redirect(SignInAddresses.Choice);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries, RecoveryStopKey keys,
        HolderStore holders)
    {
        if (await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is not { AccountId: { } account })
            return Results.Redirect(SignInAddresses.Choice);
        var form = await context.ReadAsync(new RecoveryForm());
        if (!form.IsValid)
            return await PageAsync(context, account, recoveries, holders, form);
        try
        {
            return await recoveries.AskAsync(
                account, form.Documents.Documents, id => keys.Address(context.SiteUrl, id), context.Cancel) == RecoveryRequest.Done
                ? Results.Redirect(SignInAddresses.Recovery + "?fait=envoyee")
                : Results.Redirect(SignInAddresses.Recovery);
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, account, recoveries, holders, form, refused.Message);
        }
    }

    /// <summary>The delay is over: the lost factor goes, and the page to set up another follows.</summary>
    public static async Task<IResult> ReplaceAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, FactorRecoveries recoveries, HolderStore holders)
    {
        if (await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is not { AccountId: { } account })
            return Results.Redirect(SignInAddresses.Choice);
        try
        {
            return Results.Redirect(
                await recoveries.ReplaceAsync(account, context.Cancel) ? SignInAddresses.SecondFactor : SignInAddresses.Recovery);
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, account, recoveries, holders, new RecoveryForm(), refused.Message);
        }
    }

    private static async Task<IResult> PageAsync(
        PageContext context, Guid account, FactorRecoveries recoveries, HolderStore holders, RecoveryForm form, string? refusal = null)
    {
        var open = await recoveries.OfAccountAsync(account, context.Cancel);
        var ready = open is not null && RecoveryProcess.Table.Allows(
            open.State, RecoveryProcess.Replace, Roles.Holder, new RecoveryFacts(ReadyAt: open.ReadyAt), TimeProvider.System.GetUtcNow());
        var holder = await holders.FindAsync(account, context.Cancel);
        var notice = refusal is not null ? Notice.Error(refusal) : context.Request.Query["fait"] == "envoyee"
            ? Notice.Success(Asked) : null;
        return context.Private("sign-in/recovery", new RecoveryModel(notice, holder is not null,
            holder is { IdentityStatus: IdentityProcess.Verified }, open?.State == RecoveryProcess.Submitted,
            !ready && open?.ReadyAt is { } moment ? ParisTime.InWords(moment) : null, ready, form),
            "Second facteur perdu", [new Crumb("Se connecter", SignInAddresses.Choice)], refusal is null
            ? form.Status : StatusCodes.Status409Conflict);
    }
}

/// <summary>Model of <c>pages/sign-in/recovery</c>.</summary>
/// <param name="IsHolder">Operator staff ask an administrator.</param>
/// <param name="Verified">There is an identity to compare documents with.</param>
/// <param name="Waits">For an operator.</param>
/// <param name="ReadyFrom">When another factor can be set up, in words; null: not accepted, or now.</param>
/// <param name="Ready">Another factor can be set up.</param>
public sealed record RecoveryModel(
    Notice? Notice, bool IsHolder, bool Verified, bool Waits, string? ReadyFrom, bool Ready, RecoveryForm Form);

/// <summary>What the operator compares with the identity of the account.</summary>
public sealed class RecoveryForm : Form
{
    public DocumentsField Documents { get; } = new();
}
