using Marketplace.People.Recovery;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn.Recovery;

/// <summary>
/// <c>/connexion/secours/arreter/{token}</c>: the owner of the address did not ask for it. The key in the address is the permission.
/// </summary>
public static class RecoveryStopPage
{
    /// <summary>Asks first: programs that look at links in mails must not end anything.</summary>
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, string token, RecoveryStopKey keys, FactorRecoveries recoveries) =>
        keys.Read(token) is { } id ? Page(context, await recoveries.IsOpenAsync(id, context.Cancel), false) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string token, RecoveryStopKey keys, FactorRecoveries recoveries) =>
        keys.Read(token) is { } id ? Page(context, false, await recoveries.StopAsync(id, context.Cancel)) : Results.NotFound();

    private static IResult Page(PageContext context, bool open, bool stopped) =>
        context.Private("sign-in/recovery-stop", new RecoveryStopModel(context.Request.Path, open, stopped), "Arrêter la demande",
            [new Crumb("Se connecter", SignInAddresses.Choice)]);
}

/// <summary>Model of <c>pages/sign-in/recovery-stop</c>.</summary>
/// <param name="Open">There is something to stop.</param>
/// <param name="Stopped">It was just done.</param>
public sealed record RecoveryStopModel(string Action, bool Open, bool Stopped);
