using Marketplace.People.Recovery;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn.Recovery;

/// <summary><c>/connexion/secours/arreter/{token}</c>: the owner of the address did not ask for it. The key in the address is the permission.</summary>
public static class RecoveryStopPage
{
    /// <summary>Asks first: programs that look at links in mails must not end anything.</summary>
    public static async Task<IResult> ShowAsync(string token, HttpRequest request, RecoveryStopKey keys, FactorRecoveries recoveries, PageRenderer renderer, CancellationToken cancel) =>
        keys.Read(token) is { } id ? Page(request, renderer, await recoveries.IsOpenAsync(id, cancel), false) : Results.NotFound();

    public static async Task<IResult> PostAsync(string token, HttpRequest request, RecoveryStopKey keys, FactorRecoveries recoveries, PageRenderer renderer, CancellationToken cancel) =>
        keys.Read(token) is { } id ? Page(request, renderer, false, await recoveries.StopAsync(id, cancel)) : Results.NotFound();

    private static IResult Page(HttpRequest request, PageRenderer renderer, bool open, bool stopped) =>
        renderer.Private(request, "sign-in/recovery-stop", new RecoveryStopModel(request.Path, open, stopped), "Arrêter la demande", [new Crumb("Se connecter", "/connexion")]);
}

/// <summary>Model of <c>pages/sign-in/recovery-stop</c>.</summary>
/// <param name="Open">There is something to stop.</param>
/// <param name="Stopped">It was just done.</param>
public sealed record RecoveryStopModel(string Action, bool Open, bool Stopped);
