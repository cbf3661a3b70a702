using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Addresses of organisations and their members.</summary>
public static class OrganisationPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/espace", SpacePage.Show).RequireRight(Rights.OrganisationsMine);
        routes.MapGet("/organisations/{organisation:guid}", OrganisationPage.ShowAsync).RequireRight(Rights.OrganisationView);
        routes.MapGet("/organisations/{organisation:guid}/membres", MembersPage.ShowAsync).RequireRight(Rights.OrganisationMembersView);

        var manage = routes.MapGroup("/organisations/{organisation:guid}/membres").RequireRight(Rights.OrganisationMembersManage);
        manage.MapPost("/inviter", MembersPage.InviteAsync);
        manage.MapPost("/changer", MembersPage.ChangeAsync);
        manage.MapPost("/retirer", MembersPage.RemoveAsync);
        manage.MapPost("/invitation/retirer", MembersPage.RevokeAsync);

        var invitation = routes.MapGroup("/invitations/{token:length(43)}").RequireRight(Rights.InvitationAccept);
        invitation.MapGet("", InvitationPage.ShowAsync);
        invitation.MapPost("", InvitationPage.AcceptAsync);
    }
}
