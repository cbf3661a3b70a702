using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/code</c>: the code of the second factor, or a recovery code.</summary>
public static class CodePage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn) =>
        await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is null
            ? Results.Redirect(SignInAddresses.Choice) : Page(context, new CodeForm());

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor, SignInFlow flow)
    {
        if (await pending.AfterPasswordAsync(context.Http, signIn, context.Cancel) is not { AccountId: { } account } state)
            return Results.Redirect(SignInAddresses.Choice);
        var form = await context.ReadAsync(new CodeForm());
        if (!await factor.VerifyAsync(account, form.Code.Value, RateLimits.AddressOf(context.Http), context.Cancel))
        {
            form.Code.Refuse(CodeForm.Wrong);
            return Page(context, form);
        }
        pending.Remove(context.Http);
        var home = await flow.CompleteAsync(context.Http, account, "password+totp");
        return Results.Redirect(state.Return ?? home);
    }

    private static IResult Page(PageContext context, CodeForm form) =>
        context.Private("sign-in/code", new CodeModel(form), "Code de connexion", [new Crumb("Se connecter", SignInAddresses.Choice)]);
}

/// <summary>Model of <c>pages/sign-in/code</c>.</summary>
public sealed record CodeModel(CodeForm Form);
