using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;

namespace Marketplace.Web.Pages.Account;

/// <summary>Addresses of one's own account.</summary>
public static class AccountPages
{
    /// <summary>Above every page of the account.</summary>
    internal static readonly IReadOnlyList<Layout.Crumb> Trail = [new("Mon compte", AccountAddresses.Account)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccountAddresses.Account, AccountPage.ShowAsync).RequireRight(Rights.AccountView);

        var security = routes.MapGroup("").RequireRight(Rights.AccountSecurity);
        security.MapGet(AccountAddresses.Security, SecurityPage.ShowAsync);
        security.MapPost(AccountAddresses.EndOthers, SecurityPage.EndOthersAsync);
        security.MapPost(AccountAddresses.KeyOptions, SecurityPage.CreationOptionsAsync);
        security.MapPost(AccountAddresses.AddKey, SecurityPage.AddKeyAsync);
        security.MapPost(AccountAddresses.RemoveKey, SecurityPage.RemoveKeyAsync);

        var sure = routes.MapGroup("").RequireRight(Rights.AccountSecurity);
        sure.MapGet(AccountAddresses.Confirm, ConfirmPage.ShowAsync);
        sure.MapPost(AccountAddresses.Confirm, ConfirmPage.PostAsync).WithMetadata(new GuessableRoute());

        var password = routes.MapGroup("").RequireRight(Rights.AccountSecurity);
        password.MapGet(AccountAddresses.Password, PasswordChangePage.ShowAsync);
        password.MapPost(AccountAddresses.Password, PasswordChangePage.PostAsync).WithMetadata(new GuessableRoute());

        routes.MapGet(AccountAddresses.Identity, IdentityPage.ShowAsync).RequireRight(Rights.HolderIdentityView);
        routes.MapPost(AccountAddresses.Identity, IdentityPage.PostAsync).RequireRight(Rights.HolderIdentitySubmit)
            .WithMetadata(IdentityPage.Size);
        routes.MapGet(AccountAddresses.Nir, NirPage.ShowAsync).RequireRight(Rights.HolderNirTie);
        routes.MapPost(AccountAddresses.Nir, NirPage.PostAsync).RequireRight(Rights.HolderNirTie).WithMetadata(new GuessableRoute());
        routes.MapGet(AccountAddresses.LookUps, LookUpsPage.ShowAsync).RequireRight(Rights.HolderLogView);

        var consents = routes.MapGroup("").RequireRight(Rights.HolderConsents);
        consents.MapGet(AccountAddresses.Consents, ConsentsPage.ShowAsync);
        consents.MapPost(AccountAddresses.Consents, ConsentsPage.GiveAsync);
        consents.MapPost(AccountAddresses.RevokeConsent, ConsentsPage.RevokeAsync);
    }
}
