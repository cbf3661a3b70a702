using Marketplace.Platform.Data.Editing;

namespace Marketplace.People.Organisations;

internal sealed class OrganisationRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public List<EstablishmentRow> Establishments { get; init; } = [];
    public List<MembershipRow> Memberships { get; init; } = [];
}

internal sealed class EstablishmentRow : EditedRow
{
    public Guid OrganisationId { get; init; }
    public required string Siret { get; init; }
    public required string Kind { get; init; }
}

internal sealed class MembershipRow : EditedRow
{
    public Guid OrganisationId { get; init; }
    public Guid AccountId { get; init; }
    public MemberAccount Account { get; init; } = null!;
    public required string[] Roles { get; set; }
    public string[]? Sirets { get; set; }
    public DateTimeOffset Since { get; init; } = TimeProvider.System.GetUtcNow();
}

/// <summary>Waits until it is accepted, revoked or expired.</summary>
internal sealed class InvitationRow : EditedRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required byte[] TokenHash { get; init; }
    public Guid OrganisationId { get; init; }
    public OrganisationRow Organisation { get; init; } = null!;
    public required string Email { get; init; }
    public required string[] Roles { get; init; }
    public string[]? Sirets { get; init; }
    public Guid? InvitedBy { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>What the members' page shows of an account.</summary>
internal sealed class MemberAccount
{
    public Guid Id { get; init; }
    public required string Kind { get; init; }
    public string? Email { get; init; }
    public required string GivenNames { get; init; }
    public required string FamilyName { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
}
