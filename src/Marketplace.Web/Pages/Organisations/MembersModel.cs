using Marketplace.Web.Pages.Forms;

namespace Marketplace.Web.Pages.Organisations;

/// <summary>Model of <c>pages/organisations/members</c>.</summary>
public sealed record MembersModel(
    Guid Id, string Name, Notice? Notice, IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Waiting, Field Email, MemberBoxes Roles, MemberBoxes? Sirets);

/// <param name="Limits">Establishments they are limited to; null: all.</param>
public sealed record MemberRow(Guid Id, string Name, string Email, string RoleWords, string? Limits, MemberBoxes Roles, MemberBoxes? Sirets, Shown Shown);

public sealed record InvitationRow(Guid Id, string Email, string RoleWords, DateTimeOffset ExpiresAt);

/// <summary>Check boxes of one of several forms on a page: ids carry the form's prefix. Model of <c>partials/boxes</c>.</summary>
public sealed record MemberBoxes(string Name, string Label, string Prefix, IReadOnlyList<Choice> Choices);
