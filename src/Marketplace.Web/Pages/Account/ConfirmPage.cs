using Marketplace.People.Accounts;
using Marketplace.People.Accounts.Local;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn.Passkeys;

namespace Marketplace.Web.Pages.Account;

/// <summary><c>/mon-compte/securite/confirmer</c>: the second factor once more, before what a session found open must not do.</summary>
public static class ConfirmPage
{
    public const string Path = SecurityPage.Path + "/confirmer";

    public static async Task<IResult> ShowAsync(HttpContext context, PasskeyStore store, PageRenderer renderer, CancellationToken cancel) =>
        Page(context.Request, renderer, await store.FindByIdAsync(context.Person()!.AccountId.ToString(), cancel) is { HasCode: true }, null);

    public static async Task<IResult> PostAsync(
        HttpContext context, PasskeyStore store, SecondFactor factor, Sessions sessions, PageRenderer renderer, CancellationToken cancel)
    {
        var person = context.Person()!;
        if (await store.FindByIdAsync(person.AccountId.ToString(), cancel) is not { HasCode: true })
            return Results.Redirect(Path);
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        if (!await factor.VerifyAsync(person.AccountId, form.Text("code", 40), RateLimits.AddressOf(context), cancel))
            return Page(context.Request, renderer, true, "Ce code n’est pas le bon, il a déjà servi, ou le compte est bloqué quelques minutes après plusieurs essais. Attendez, puis recommencez avec le code suivant.");
        await sessions.ConfirmAsync(person.SessionId, context.Actor(), cancel);
        return Results.Redirect(LocalPath.Checked(context.Request.Query["retour"]) ?? SecurityPage.Path);
    }

    private static IResult Page(HttpRequest request, PageRenderer renderer, bool hasCode, string? error) =>
        renderer.Private(request, "account/confirm", new ConfirmModel(
            Path + (LocalPath.Checked(request.Query["retour"]) is { } back ? QueryString.Create("retour", back).ToUriComponent() : ""), hasCode,
            new Field("code", "Code de connexion") { Hint = "Les 6 chiffres que montre votre application, ou un code de secours", Autocomplete = "one-time-code", MaxLength = 40, Error = error }),
            "Confirmer que c’est vous", SecurityPage.BelowTrail, error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Model of <c>pages/account/confirm</c>.</summary>
/// <param name="HasCode">The account signs in here; otherwise only a new sign-in confirms.</param>
public sealed record ConfirmModel(string Action, bool HasCode, Field Code);
