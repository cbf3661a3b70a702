using Marketplace.People.Accounts.Local;
using Marketplace.Web.Forms;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.SignIn;
using Marketplace.Web.SignIn.Passkeys;
using Marketplace.Web.Site;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>Signing in with a passkey: the browser asks for a challenge, then sends what the key answered.</summary>
public static class PasskeyPages
{
    /// <summary>Characters of an answer beyond which it is none.</summary>
    internal const int MaxCredential = 16_000;

    public static async Task<IResult> RequestOptionsAsync(HttpContext context, IPasskeyHandler<LocalAccount> handler, PendingSignIn pending)
    {
        var options = await handler.MakeRequestOptionsAsync(null, context);
        pending.Write(context, new PendingState(null, LocalPath.Checked(context.Request.Query["retour"]), options.AssertionState));
        return Results.Content(options.RequestOptionsJson, "application/json");
    }

    public static async Task<IResult> SignInAsync(
        HttpContext context, IPasskeyHandler<LocalAccount> handler, PasskeyRegistry registry, PasskeyChallenges challenges,
        PendingSignIn pending, SignInAttempts attempts, SignInFlow flow,
        CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var state = pending.Read(context);
        pending.Remove(context);
        if (state?.Challenge is not { } challenge)
            return Results.Redirect(SignInAddresses.Choice);
        var result = await challenges.SpendAsync(challenge, cancel)
            ? await handler.PerformAssertionAsync(new PasskeyAssertionContext
            {
                HttpContext = context,
                CredentialJson = form.Text("credential", MaxCredential),
                AssertionState = challenge,
            })
            : null;
        if (result is not { Succeeded: true })
        {
            await attempts.RefuseAsync(null, "passkey", RateLimits.AddressOf(context), cancel);
            return Results.Redirect(SignInAddresses.Refusal);
        }
        await registry.UsedAsync(result.Passkey, cancel);
        var home = await flow.CompleteAsync(context, result.User.Id, "passkey");
        return Results.Redirect(state.Return ?? home);
    }
}
