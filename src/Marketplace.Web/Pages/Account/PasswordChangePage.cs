using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.SignIn;
using Marketplace.Web.SignIn.Passkeys;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Pages.Account;

/// <summary>
/// <c>/mon-compte/securite/mot-de-passe</c>: another password, for who knows the current one; of accounts that sign in here.
/// </summary>
public static class PasswordChangePage
{
    private const string Refused = "Ce n’est pas votre mot de passe actuel, ou le compte est bloqué quelques minutes après plusieurs essais.";

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, PasskeyStore store) =>
        await store.FindByIdAsync(context.Person.AccountId.ToString(), context.Cancel) is { } account
            ? Page(context, account, new PasswordChangeForm()) : Results.Redirect(AccountAddresses.Security);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, PasskeyStore store, PasswordSignIn signIn, LocalAccounts accounts,
        IOptions<OperatorSettings> settings)
    {
        if (await store.FindByIdAsync(context.Person.AccountId.ToString(), context.Cancel) is not { } account)
            return Results.Redirect(AccountAddresses.Security);
        var form = await context.ReadAsync(new PasswordChangeForm());
        var (current, password) = (form.Current.Value, form.Password.Value);
        // The new one is judged first: a mistake there must not cost an attempt.
        var problem = PasswordRules.Problem(
            password, [account.Email, account.GivenNames, account.FamilyName, settings.Value.Name, settings.Value.ServiceTitle])
            ?? (password == current ? "Choisissez un autre mot de passe que l’actuel." : null);
        if (problem is not null)
            form.Password.Refuse(problem);
        // An account that is locked, or a change at the same moment, is refused in the same words.
        else if (await signIn.CheckAsync(
            account.Kind, account.Email, current, RateLimits.AddressOf(context.Http),
            context.Cancel) is not { PasswordHash: { } hash } known
            || !await accounts.ChangePasswordAsync(known, hash, password, context.Actor, context.Cancel))
            form.Current.Refuse(Refused);
        return form.IsValid ? Results.Redirect(AccountAddresses.Security + "?fait=mot-de-passe") : Page(context, account, form);
    }

    private static IResult Page(PageContext context, LocalAccount account, PasswordChangeForm form) =>
        context.Private("account/password", new PasswordChangeModel(account.Email, form), "Changer de mot de passe",
            SecurityPage.BelowTrail, form.Status);
}

/// <summary>The password that serves, and another.</summary>
public sealed class PasswordChangeForm : Form
{
    public SecretField Current { get; } = new("current", "Mot de passe actuel") { Autocomplete = "current-password" };
    public SecretField Password { get; } = NewPasswordForm.NewPassword();
}

/// <summary>Model of <c>pages/account/password</c>.</summary>
/// <param name="Email">For password managers.</param>
public sealed record PasswordChangeModel(string Email, PasswordChangeForm Form);
