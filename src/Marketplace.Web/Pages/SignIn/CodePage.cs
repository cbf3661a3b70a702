using Marketplace.People.Accounts.Local;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/code</c>: the code of the second factor, or a recovery code.</summary>
public static class CodePage
{
    public static async Task<IResult> ShowAsync(HttpContext context, PendingSignIn pending, PasswordSignIn signIn, PageRenderer renderer, CancellationToken cancel) =>
        await pending.AfterPasswordAsync(context, signIn, cancel) is null ? Results.Redirect("/connexion") : Page(context.Request, renderer, null);

    public static async Task<IResult> PostAsync(
        HttpContext context, PendingSignIn pending, PasswordSignIn signIn, SecondFactor factor, SignInFlow flow, PageRenderer renderer, CancellationToken cancel)
    {
        if (await pending.AfterPasswordAsync(context, signIn, cancel) is not { AccountId: { } account } state)
            return Results.Redirect("/connexion");
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (!await factor.VerifyAsync(account, form.Text("code", 40), RateLimits.AddressOf(context), cancel))
            return Page(context.Request, renderer, "Ce code n’est pas le bon, il a déjà servi, ou le compte est bloqué quelques minutes après plusieurs essais. Attendez, puis recommencez avec le code suivant.");
        pending.Remove(context);
        var home = await flow.CompleteAsync(context, account, "password+totp");
        return Results.Redirect(state.Return ?? home);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, string? error) =>
        renderer.Private(request, "sign-in/code", new CodeModel(new Field("code", "Code de connexion")
        {
            Hint = "Les 6 chiffres que montre votre application, ou un code de secours",
            Autocomplete = "one-time-code",
            MaxLength = 40,
            Error = error,
        }), "Code de connexion", [new Crumb("Se connecter", "/connexion")]);
}

/// <summary>Model of <c>pages/sign-in/code</c>.</summary>
public sealed record CodeModel(Field Code);
