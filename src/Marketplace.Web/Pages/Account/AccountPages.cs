using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;

namespace Marketplace.Web.Pages.Account;

/// <summary>Addresses of one's own account.</summary>
public static class AccountPages
{
    /// <summary>Above every page of the account.</summary>
    internal static readonly IReadOnlyList<Layout.Crumb> Trail = [new("Mon compte", "/mon-compte")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mon-compte", AccountPage.ShowAsync).RequireRight(Rights.AccountView);

        var security = routes.MapGroup("/mon-compte/securite").RequireRight(Rights.AccountSecurity);
        security.MapGet("", SecurityPage.ShowAsync);
        security.MapPost("/deconnecter", SecurityPage.EndOthersAsync);
        security.MapPost("/cle/options", SecurityPage.CreationOptionsAsync);
        security.MapPost("/cle", SecurityPage.AddKeyAsync);
        security.MapPost("/cle/retirer", SecurityPage.RemoveKeyAsync);

        var sure = routes.MapGroup(ConfirmPage.Path).RequireRight(Rights.AccountSecurity);
        sure.MapGet("", ConfirmPage.ShowAsync);
        sure.MapPost("", ConfirmPage.PostAsync).WithMetadata(new GuessableRoute());

        var password = routes.MapGroup(PasswordChangePage.Path).RequireRight(Rights.AccountSecurity);
        password.MapGet("", PasswordChangePage.ShowAsync);
        password.MapPost("", PasswordChangePage.PostAsync).WithMetadata(new GuessableRoute());

        routes.MapGet("/mon-compte/identite", IdentityPage.ShowAsync).RequireRight(Rights.HolderIdentityView);
        routes.MapPost("/mon-compte/identite", IdentityPage.PostAsync).RequireRight(Rights.HolderIdentitySubmit).WithMetadata(IdentityPage.Size);
        routes.MapGet("/mon-compte/numero", NirPage.ShowAsync).RequireRight(Rights.HolderNirTie);
        routes.MapPost("/mon-compte/numero", NirPage.PostAsync).RequireRight(Rights.HolderNirTie).WithMetadata(new GuessableRoute());
        routes.MapGet("/mon-compte/consultations", LookUpsPage.ShowAsync).RequireRight(Rights.HolderLogView);

        var consents = routes.MapGroup("/mon-compte/autorisations").RequireRight(Rights.HolderConsents);
        consents.MapGet("", ConsentsPage.ShowAsync);
        consents.MapPost("", ConsentsPage.GiveAsync);
        consents.MapPost("/retirer", ConsentsPage.RevokeAsync);
    }
}
