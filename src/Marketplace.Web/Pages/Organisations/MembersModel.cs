using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Model of <c>pages/organisations/members</c>.</summary>
public sealed record MembersModel(
    Guid Id, string Name, Notice? Notice, IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Waiting, InvitationForm Form);

/// <param name="Limits">Establishments they are limited to; null: all.</param>
public sealed record MemberRow(
    Guid Id, string Name, string Email, string RoleWords, string? Limits, ChoicesField Roles, ChoicesField? Sirets, Shown Shown);

public sealed record InvitationRow(Guid Id, string Email, string RoleWords, DateTimeOffset ExpiresAt);
