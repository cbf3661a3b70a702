using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.SignIn.Recovery;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>Addresses of signing in and out.</summary>
public static class SignInPages
{
    private const string Right = Rights.SignInUse;

    public static void Map(IEndpointRouteBuilder routes, SignInWays ways)
    {
        var open = routes.MapGroup("").RequireRight(Right);
        open.MapGet(SignInAddresses.Choice, ChoicePage.Show);
        open.MapGet(SignInAddresses.Refusal, RefusalPage.Show);
        if (ways.FranceConnect)
            open.MapGet(SignInAddresses.FranceConnect, ProviderStart.FranceConnectAsync);
        if (ways.ProConnect)
            open.MapGet(SignInAddresses.ProConnect, ProviderStart.ProConnectAsync);
        open.MapGet(SignInAddresses.ProviderKeys, ProviderKeys.Show);
        // A guess is a POST: these are the ones that somebody could try a million of.
        var guessable = open.MapGroup("").WithMetadata(new GuessableRoute());
        Both(guessable, SignInAddresses.Holder, PasswordPage.ShowHolder, PasswordPage.PostHolderAsync);
        Both(guessable, SignInAddresses.Operator, PasswordPage.ShowOperator, PasswordPage.PostOperatorAsync);
        Both(guessable, SignInAddresses.Code, CodePage.ShowAsync, CodePage.PostAsync);
        Both(guessable, SignInAddresses.SecondFactor, EnrolmentPage.ShowAsync, EnrolmentPage.PostAsync);
        var mailing = guessable.MapGroup("").WithMetadata(new MailingRoute());
        Both(mailing, SignInAddresses.SignUp, SignUpPage.Show, SignUpPage.PostAsync);
        Both(mailing, SignInAddresses.Forgotten, ForgottenPage.Show, ForgottenPage.PostAsync);
        Both(guessable, SignInAddresses.Activation.Pattern, ActivationPage.ShowAsync, ActivationPage.PostAsync);
        guessable.MapGet(SignInAddresses.Recovery, RecoveryPage.ShowAsync);
        guessable.MapPost(SignInAddresses.Recovery, RecoveryPage.PostAsync).WithMetadata(Account.IdentityPage.Size);
        guessable.MapPost(SignInAddresses.ReplaceFactor, RecoveryPage.ReplaceAsync);
        Both(guessable, SignInAddresses.StopRecovery.Pattern, RecoveryStopPage.ShowAsync, RecoveryStopPage.PostAsync);
        guessable.MapPost(SignInAddresses.PasskeyOptions, PasskeyPages.RequestOptionsAsync);
        guessable.MapPost(SignInAddresses.Passkey, PasskeyPages.SignInAsync);
        var end = routes.MapGroup("").RequireRight(Rights.SessionEnd);
        end.MapPost(SignInAddresses.SignOut, SignOutPages.PostAsync);
        end.MapGet(SignInAddresses.ProviderSignOut, SignOutPages.ProviderAsync);
        end.MapGet(SignInAddresses.SignedOut, SignOutPages.Done);
    }

    private static void Both(IEndpointRouteBuilder routes, string path, Delegate show, Delegate post)
    {
        routes.MapGet(path, show);
        routes.MapPost(path, post);
    }
}
