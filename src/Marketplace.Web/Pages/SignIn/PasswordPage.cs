using Marketplace.People.Accounts.Local;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/compte</c> and <c>/gestion/connexion</c>: address and password, the first of two factors.</summary>
public static class PasswordPage
{
    private const string Refused = "Adresse ou mot de passe incorrect, ou compte bloqué quelques minutes après plusieurs essais.";

    public static IResult ShowHolder(HttpRequest request, PageRenderer renderer) => Page(request, renderer, "holder", null, "");

    public static IResult ShowOperator(HttpRequest request, PageRenderer renderer) => Page(request, renderer, "operator", null, "");

    public static Task<IResult> PostHolderAsync(HttpContext context, PasswordSignIn signIn, PendingSignIn pending, PageRenderer renderer, CancellationToken cancel) =>
        PostAsync(context, "holder", signIn, pending, renderer, cancel);

    public static Task<IResult> PostOperatorAsync(HttpContext context, PasswordSignIn signIn, PendingSignIn pending, PageRenderer renderer, CancellationToken cancel) =>
        PostAsync(context, "operator", signIn, pending, renderer, cancel);

    private static async Task<IResult> PostAsync(
        HttpContext context, string kind, PasswordSignIn signIn, PendingSignIn pending, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var email = form.Text("email");
        if (await signIn.CheckAsync(kind, email, form.Secret("password"), RateLimits.AddressOf(context), cancel) is not { } account)
            return Page(context.Request, renderer, kind, Notice.Error(Refused), email);
        pending.Write(context, new PendingState(account.Id, LocalPath.Checked(context.Request.Query["retour"]), Stamp: PasswordSignIn.StampOf(account.PasswordHash!)));
        return Results.Redirect(account.HasCode ? "/connexion/code" : "/connexion/second-facteur");
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, string kind, Notice? notice, string email)
    {
        var isOperator = kind == "operator";
        var model = new PasswordModel(
            isOperator ? "Connexion des gestionnaires" : "Se connecter avec une adresse électronique",
            request.Path + ChoicePage.ReturnQuery(request), isOperator, notice,
            new Field("email", "Adresse électronique") { Type = "email", Autocomplete = "username", Hint = "Format attendu : nom@domaine.fr", Value = email },
            new Field("password", "Mot de passe") { Type = "password", Autocomplete = "current-password", MaxLength = 500 });
        return renderer.Private(request, "sign-in/password", model, model.Title, isOperator ? null : [new Crumb("Se connecter", "/connexion")]);
    }
}

/// <summary>Model of <c>pages/sign-in/password</c>.</summary>
public sealed record PasswordModel(string Title, string Action, bool IsOperator, Notice? Notice, Field Email, Field Password);
