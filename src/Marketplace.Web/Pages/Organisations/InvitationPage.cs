using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Organisations;

/// <summary><c>/invitations/{token}</c>: joins an organisation, once signed in with the address that was invited.</summary>
public static class InvitationPage
{
    private const string NotServing = "Cette invitation ne sert plus : elle a été utilisée, retirée, ou elle a expiré. Demandez-en une nouvelle.";
    private const string OtherAddress = "Cette invitation a été envoyée à une autre adresse que la vôtre. Connectez-vous avec le compte de cette adresse, ou demandez une invitation pour la vôtre.";
    private const string MemberAlready = "Vous êtes déjà membre de cette organisation : demandez à la personne qui gère les accès de changer vos rôles.";

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, string token, Invitations invitations) =>
        await invitations.FindAsync(token, context.Cancel) is { } found
            ? Page(context, found, null, StatusCodes.Status200OK)
            : Page(context, null, Notice.Error(NotServing), StatusCodes.Status404NotFound);

    public static async Task<IResult> AcceptAsync([AsParameters] PageContext context, string token, Invitations invitations) =>
        await invitations.AcceptAsync(token, context.Actor, context.Cancel) switch
        {
            Acceptance.Accepted => Results.Redirect(OrganisationAddresses.Space),
            Acceptance.OtherAddress => Page(context, null, Notice.Error(OtherAddress), StatusCodes.Status403Forbidden),
            Acceptance.MemberAlready => Page(context, null, Notice.Error(MemberAlready), StatusCodes.Status409Conflict),
            _ => Page(context, null, Notice.Error(NotServing), StatusCodes.Status404NotFound),
        };

    private static IResult Page(PageContext context, Invitation? invitation, Notice? notice, int status) =>
        context.Private("organisations/invitation", new InvitationModel(context.Request.Path, notice, invitation?.OrganisationName,
            invitation is null ? "" : string.Join(", ", invitation.Roles.Select(role => Roles.Labels[role])),
            invitation?.Sirets is { } limited ? string.Join(", ", limited) : null), "Invitation", status: status);
}

/// <summary>Model of <c>pages/organisations/invitation</c>.</summary>
/// <param name="Organisation">Null: there is nothing to accept.</param>
/// <param name="Sirets">Establishments that the roles are limited to; null: all.</param>
public sealed record InvitationModel(string Action, Notice? Notice, string? Organisation, string Roles, string? Sirets);
