using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn.Passkeys;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/securite/mot-de-passe</c>: another password, for who knows the current one; of accounts that sign in here.</summary>
public static class PasswordChangePage
{
    public const string Path = SecurityPage.Path + "/mot-de-passe";

    private const string Refused = "Ce n’est pas votre mot de passe actuel, ou le compte est bloqué quelques minutes après plusieurs essais.";

    public static async Task<IResult> ShowAsync(HttpContext context, PasskeyStore store, PageRenderer renderer, CancellationToken cancel) =>
        await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is { } account ? Page(context.Request, renderer, account, null, null) : Results.Redirect(SecurityPage.Path);

    public static async Task<IResult> PostAsync(
        HttpContext context, PasskeyStore store, PasswordSignIn signIn, LocalAccounts accounts, PageRenderer renderer, IOptions<OperatorSettings> settings, CancellationToken cancel)
    {
        if (await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is not { } account)
            return Results.Redirect(SecurityPage.Path);
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (current, password) = (form.Secret("current"), form.Secret("password"));
        // The new one is judged first: a mistake there must not cost an attempt.
        var problem = PasswordRules.Problem(password, [account.Email, account.GivenNames, account.FamilyName, settings.Value.Name, settings.Value.ServiceTitle])
            ?? (password == current ? "Choisissez un autre mot de passe que l’actuel." : null);
        if (problem is not null)
            return Page(context.Request, renderer, account, null, problem);
        // An account that is locked, or a change at the same moment, is refused in the same words.
        return await signIn.CheckAsync(account.Kind, account.Email, current, RateLimits.AddressOf(context), cancel) is { PasswordHash: { } hash } known && await accounts.ChangePasswordAsync(known, hash, password, context.Actor(), cancel)
            ? Results.Redirect(SecurityPage.Path + "?fait=mot-de-passe")
            : Page(context.Request, renderer, account, Refused, null);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, LocalAccount account, string? currentError, string? newError) =>
        renderer.Private(request, "account/password", new PasswordChangeModel(account.Email,
            new Field("current", "Mot de passe actuel") { Type = "password", Autocomplete = "current-password", MaxLength = 500, Error = currentError },
            new Field("password", "Nouveau mot de passe")
            {
                Type = "password",
                Autocomplete = "new-password",
                MaxLength = 500,
                Hint = $"Au moins {PasswordRules.MinLength} caractères, difficile à deviner. Une phrase de plusieurs mots convient.",
                Error = newError,
            }), "Changer de mot de passe", SecurityPage.BelowTrail, currentError is null && newError is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Model of <c>pages/account/password</c>.</summary>
/// <param name="Email">For password managers.</param>
public sealed record PasswordChangeModel(string Email, Field Current, Field Password);
