using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/compte</c> and <c>/gestion/connexion</c>: address and password, the first of two factors.</summary>
public static class PasswordPage
{
    private const string Refused = "Adresse ou mot de passe incorrect, ou compte bloqué quelques minutes après plusieurs essais.";

    public static IResult ShowHolder([AsParameters] PageContext context) => Page(context, "holder", new PasswordForm());

    public static IResult ShowOperator([AsParameters] PageContext context) => Page(context, "operator", new PasswordForm());

    public static Task<IResult> PostHolderAsync([AsParameters] PageContext context, PasswordSignIn signIn, PendingSignIn pending) =>
        PostAsync(context, "holder", signIn, pending);

    public static Task<IResult> PostOperatorAsync([AsParameters] PageContext context, PasswordSignIn signIn, PendingSignIn pending) =>
        PostAsync(context, "operator", signIn, pending);

    private static async Task<IResult> PostAsync(PageContext context, string kind, PasswordSignIn signIn, PendingSignIn pending)
    {
        var form = await context.ReadAsync(new PasswordForm());
        if (await signIn.CheckAsync(
            kind, form.Email.Value, form.Password.Value, RateLimits.AddressOf(context.Http), context.Cancel) is not { } account)
        {
            form.Refuse(Refused);
            return Page(context, kind, form);
        }
        pending.Write(context.Http,
            new PendingState(account.Id, LocalPath.Checked(context.Request.Query["retour"]),
            Stamp: PasswordSignIn.StampOf(account.PasswordHash!)));
        return Results.Redirect(account.HasCode ? SignInAddresses.Code : SignInAddresses.SecondFactor);
    }

    private static IResult Page(PageContext context, string kind, PasswordForm form)
    {
        var isOperator = kind == "operator";
        var model = new PasswordModel(
            isOperator ? "Connexion des gestionnaires" : "Se connecter avec une adresse électronique",
            context.Request.Path + ChoicePage.ReturnQuery(context.Request), isOperator, form);
        return context.Private(
            "sign-in/password", model, model.Title, isOperator ? null : [new Crumb("Se connecter", SignInAddresses.Choice)]);
    }
}

/// <summary>Model of <c>pages/sign-in/password</c>.</summary>
public sealed record PasswordModel(string Title, string Action, bool IsOperator, PasswordForm Form);
