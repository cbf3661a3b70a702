using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Addresses of organisations and their members.</summary>
public static class OrganisationPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/espace", SpacePage.Show).RequireRight("organisations.mine");
        routes.MapGet("/organisations/{organisation:guid}", OrganisationPage.ShowAsync).RequireRight("organisation.view");
        routes.MapGet("/organisations/{organisation:guid}/membres", MembersPage.ShowAsync).RequireRight("organisation.members.view");

        var manage = routes.MapGroup("/organisations/{organisation:guid}/membres").RequireRight("organisation.members.manage");
        manage.MapPost("/inviter", MembersPage.InviteAsync);
        manage.MapPost("/changer", MembersPage.ChangeAsync);
        manage.MapPost("/retirer", MembersPage.RemoveAsync);
        manage.MapPost("/invitation/retirer", MembersPage.RevokeAsync);

        var invitation = routes.MapGroup("/invitations/{token:length(43)}").RequireRight("invitation.accept");
        invitation.MapGet("", InvitationPage.ShowAsync);
        invitation.MapPost("", InvitationPage.AcceptAsync);
    }
}
