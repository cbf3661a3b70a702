using Marketplace.People.Accounts;

namespace Marketplace.Web.Addresses;

/// <summary>Professionals: their organisations and members.</summary>
public static class OrganisationAddresses
{
    public const string Space = "/espace";
    public static readonly Route<Guid> Organisation = new("/organisations/{organisation:guid}");
    public static readonly Route<Guid> Members = new(Organisation.Pattern + "/membres");
    public static readonly Route<Guid> Invite = new(Members.Pattern + "/inviter");
    public static readonly Route<Guid> ChangeMember = new(Members.Pattern + "/changer");
    public static readonly Route<Guid> RemoveMember = new(Members.Pattern + "/retirer");
    public static readonly Route<Guid> RevokeInvitation = new(Members.Pattern + "/invitation/retirer");
    public static readonly Route<string> Invitation = new(MailedAddresses.Invitations + "{token:length(43)}");
}
