using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/activer/{token}</c>: the link of an e-mail; choose a password, then go on to the second factor.</summary>
public static class ActivationPage
{
    public static async Task<IResult> ShowAsync(HttpRequest request, string token, LocalAccounts accounts, PageRenderer renderer, CancellationToken cancel) =>
        await accounts.LookAsync(token, cancel) is { } target ? Page(request, renderer, target, null) : NotServing(request, renderer);

    public static async Task<IResult> PostAsync(
        HttpContext context, string token, LocalAccounts accounts, PasswordSignIn signIn, PendingSignIn pending, PageRenderer renderer, IOptions<OperatorSettings> settings, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (await accounts.LookAsync(token, cancel) is not { } target)
            return NotServing(context.Request, renderer);
        var password = form.Secret("password");
        var problem = PasswordRules.Problem(password, [target.Email, target.GivenNames, target.FamilyName, settings.Value.Name, settings.Value.ServiceTitle]);
        if (problem is not null)
            return Page(context.Request, renderer, target, problem);
        if (await accounts.SetPasswordAsync(token, password, cancel) is not { } set)
            return NotServing(context.Request, renderer);
        pending.Write(context, new PendingState(set.AccountId, null, Stamp: await signIn.StampAsync(set.AccountId, cancel)));
        // Who has a second factor already is asked for it there.
        return Results.Redirect("/connexion/second-facteur");
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, LinkTarget target, string? problem) =>
        renderer.Private(request, "sign-in/activation", new ActivationModel(request.Path, target.Email, new Field("password", "Nouveau mot de passe")
        {
            Type = "password",
            Autocomplete = "new-password",
            MaxLength = 500,
            Hint = $"Au moins {PasswordRules.MinLength} caractères, difficile à deviner. Une phrase de plusieurs mots convient.",
            Error = problem,
        }), "Choisir un mot de passe");

    private static IResult NotServing(HttpRequest request, PageRenderer renderer) =>
        renderer.Private(request, "sign-in/refusal", new RefusalModel("Ce lien ne sert plus.",
            "Il a déjà été utilisé, il a expiré, ou un lien plus récent vous a été envoyé. Demandez-en un nouveau."), "Lien expiré", [new Crumb("Se connecter", "/connexion")],
            StatusCodes.Status404NotFound);
}

/// <summary>Model of <c>pages/sign-in/activation</c>.</summary>
public sealed record ActivationModel(string Action, string Email, Field Password);
