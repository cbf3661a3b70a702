using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.SignIn;

/// <summary><c>/connexion/activer/{token}</c>: the link of an e-mail; choose a password, then go on to the second factor.</summary>
public static class ActivationPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, string token, LocalAccounts accounts) =>
        await accounts.LookAsync(token, context.Cancel) is { } target ? Page(context, target, new NewPasswordForm()) : NotServing(context);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string token, LocalAccounts accounts, PasswordSignIn signIn, PendingSignIn pending,
        IOptions<OperatorSettings> settings)
    {
        var form = await context.ReadAsync(new NewPasswordForm());
        if (await accounts.LookAsync(token, context.Cancel) is not { } target)
            return NotServing(context);
        var password = form.Password.Value;
        if (PasswordRules.Problem(
            password, [target.Email, target.GivenNames, target.FamilyName, settings.Value.Name,
            settings.Value.ServiceTitle]) is { } problem)
        {
            form.Password.Refuse(problem);
            return Page(context, target, form);
        }
        if (await accounts.SetPasswordAsync(token, password, context.Cancel) is not { } set)
            return NotServing(context);
        pending.Write(context.Http, new PendingState(set.AccountId, null, Stamp: await signIn.StampAsync(set.AccountId, context.Cancel)));
        // Who has a second factor already is asked for it there.
        return Results.Redirect(SignInAddresses.SecondFactor);
    }

    private static IResult Page(PageContext context, LinkTarget target, NewPasswordForm form) =>
        context.Private("sign-in/activation", new ActivationModel(context.Request.Path, target.Email, form), "Choisir un mot de passe");

    private static IResult NotServing(PageContext context) =>
        context.Private("sign-in/refusal", new RefusalModel("Ce lien ne sert plus.",
            "Il a déjà été utilisé, il a expiré, ou un lien plus récent vous a été envoyé. Demandez-en un nouveau."), "Lien expiré",
            [new Crumb("Se connecter", SignInAddresses.Choice)],
            StatusCodes.Status404NotFound);
}

/// <summary>Model of <c>pages/sign-in/activation</c>.</summary>
public sealed record ActivationModel(string Action, string Email, NewPasswordForm Form);
