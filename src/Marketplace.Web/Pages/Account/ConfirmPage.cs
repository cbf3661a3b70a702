using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.SignIn;
using Marketplace.Web.SignIn.Passkeys;
using Marketplace.Web.Site;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/securite/confirmer</c>: the second factor once more, before what a session found open must not do.</summary>
public static class ConfirmPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, PasskeyStore store) =>
        Page(context, await store.FindByIdAsync(context.Person.AccountId.ToString(), context.Cancel) is { HasCode: true }, new CodeForm());

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, PasskeyStore store, SecondFactor factor, Sessions sessions)
    {
        var person = context.Person;
        if (await store.FindByIdAsync(person.AccountId.ToString(), context.Cancel) is not { HasCode: true })
            return Results.Redirect(AccountAddresses.Confirm);
        var form = await context.ReadAsync(new CodeForm());
        if (!await factor.VerifyAsync(person.AccountId, form.Code.Value, RateLimits.AddressOf(context.Http), context.Cancel))
        {
            form.Code.Refuse(CodeForm.Wrong);
            return Page(context, true, form);
        }
        await sessions.ConfirmAsync(person.SessionId, context.Actor, context.Cancel);
        return Results.Redirect(LocalPath.Checked(context.Request.Query["retour"]) ?? AccountAddresses.Security);
    }

    private static IResult Page(PageContext context, bool hasCode, CodeForm form) =>
        context.Private("account/confirm", new ConfirmModel(
            AccountAddresses.Confirm + (
            LocalPath.Checked(context.Request.Query["retour"]) is { } back ? QueryString.Create("retour", back).ToUriComponent() : ""),
            hasCode, form),
            "Confirmer que c’est vous", SecurityPage.BelowTrail, form.Status);
}

/// <summary>Model of <c>pages/account/confirm</c>.</summary>
/// <param name="HasCode">The account signs in here; otherwise only a new sign-in confirms.</param>
public sealed record ConfirmModel(string Action, bool HasCode, CodeForm Form);
