using Marketplace.People.Access;
using Marketplace.Web.Access;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Addresses of organisations and their members.</summary>
public static class OrganisationPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OrganisationAddresses.Space, SpacePage.Show).RequireRight(Rights.OrganisationsMine);
        routes.MapGet(OrganisationAddresses.Organisation.Pattern, OrganisationPage.ShowAsync).RequireRight(Rights.OrganisationView);
        routes.MapGet(OrganisationAddresses.Members.Pattern, MembersPage.ShowAsync).RequireRight(Rights.OrganisationMembersView);

        var manage = routes.MapGroup("").RequireRight(Rights.OrganisationMembersManage);
        manage.MapPost(OrganisationAddresses.Invite.Pattern, MembersPage.InviteAsync);
        manage.MapPost(OrganisationAddresses.ChangeMember.Pattern, MembersPage.ChangeAsync);
        manage.MapPost(OrganisationAddresses.RemoveMember.Pattern, MembersPage.RemoveAsync);
        manage.MapPost(OrganisationAddresses.RevokeInvitation.Pattern, MembersPage.RevokeAsync);

        var invitation = routes.MapGroup("").RequireRight(Rights.InvitationAccept);
        invitation.MapGet(OrganisationAddresses.Invitation.Pattern, InvitationPage.ShowAsync);
        invitation.MapPost(OrganisationAddresses.Invitation.Pattern, InvitationPage.AcceptAsync);
    }
}
