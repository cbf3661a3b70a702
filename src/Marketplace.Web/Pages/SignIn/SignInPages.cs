using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.SignIn.Recovery;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>Addresses of signing in and out.</summary>
public static class SignInPages
{
    private const string Right = Rights.SignInUse;

    public static void Map(IEndpointRouteBuilder routes, SignInWays ways)
    {
        var open = routes.MapGroup("").RequireRight(Right);
        open.MapGet("/connexion", ChoicePage.Show);
        open.MapGet("/connexion/refus", RefusalPage.Show);
        if (ways.FranceConnect)
            open.MapGet("/connexion/franceconnect", ProviderStart.FranceConnectAsync);
        if (ways.ProConnect)
            open.MapGet("/connexion/proconnect", ProviderStart.ProConnectAsync);
        open.MapGet("/connexion/cles.json", ProviderKeys.Show);
        // A guess is a POST: these are the ones that somebody could try a million of.
        var guessable = open.MapGroup("").WithMetadata(new GuessableRoute());
        Both(guessable, "/connexion/compte", PasswordPage.ShowHolder, PasswordPage.PostHolderAsync);
        Both(guessable, "/gestion/connexion", PasswordPage.ShowOperator, PasswordPage.PostOperatorAsync);
        Both(guessable, "/connexion/code", CodePage.ShowAsync, CodePage.PostAsync);
        Both(guessable, "/connexion/second-facteur", EnrolmentPage.ShowAsync, EnrolmentPage.PostAsync);
        var mailing = guessable.MapGroup("").WithMetadata(new MailingRoute());
        Both(mailing, "/connexion/inscription", SignUpPage.Show, SignUpPage.PostAsync);
        Both(mailing, "/connexion/oubli", ForgottenPage.Show, ForgottenPage.PostAsync);
        Both(guessable, "/connexion/activer/{token:length(43)}", ActivationPage.ShowAsync, ActivationPage.PostAsync);
        guessable.MapGet(RecoveryPage.Path, RecoveryPage.ShowAsync);
        guessable.MapPost(RecoveryPage.Path, RecoveryPage.PostAsync).WithMetadata(Account.IdentityPage.Size);
        guessable.MapPost(RecoveryPage.Path + "/remplacer", RecoveryPage.ReplaceAsync);
        Both(guessable, RecoveryPage.Path + "/arreter/{token}", RecoveryStopPage.ShowAsync, RecoveryStopPage.PostAsync);
        guessable.MapPost("/connexion/cle/options", PasskeyPages.RequestOptionsAsync);
        guessable.MapPost("/connexion/cle", PasskeyPages.SignInAsync);
        var end = routes.MapGroup("").RequireRight(Rights.SessionEnd);
        end.MapPost("/deconnexion", SignOutPages.PostAsync);
        end.MapGet("/deconnexion/fournisseur", SignOutPages.ProviderAsync);
        end.MapGet("/deconnexion/faite", SignOutPages.Done);
    }

    private static void Both(IEndpointRouteBuilder routes, string path, Delegate show, Delegate post)
    {
        routes.MapGet(path, show);
        routes.MapPost(path, post);
    }
}

/// <summary>Which ways in this installation has, beside local accounts.</summary>
public sealed record SignInWays(bool FranceConnect, bool ProConnect);
