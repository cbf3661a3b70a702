namespace Marketplace.People.Access;

/// <summary>A membership as rules read it.</summary>
/// <param name="Sirets">Establishments it is limited to; null: all of the organisation's.</param>
public sealed record PersonMembership(
    Guid OrganisationId, string OrganisationKind, string OrganisationName, IReadOnlyList<string> Roles, IReadOnlyList<string>? Sirets);

/// <summary>
/// Somebody who is signed in, with what they are at this moment: read from the database at each request, so that a removal counts at once.
/// </summary>
/// <param name="AccountId">Of a program: its key, which is no account.</param>
/// <param name="AccountKind">holder, professional or operator; <see cref="Program"/>.</param>
/// <param name="Missions">Of operator staff.</param>
/// <param name="Fresh">They signed in, or gave their second factor again, a few minutes ago: fit to change ways of signing in and to decide
/// on money and accesses.</param>
public sealed record Person(
    Guid AccountId, string AccountKind, string Name, Guid SessionId, string Method,
    IReadOnlyList<PersonMembership> Memberships, IReadOnlyList<string> Missions, bool Fresh)
{
    /// <summary>Kind of a program that acts with a key of its organisation: nobody's account.</summary>
    public const string Program = "program";

    /// <summary>Whether a role of the table is theirs somewhere.</summary>
    public bool Has(string role) => role switch
    {
        Roles.Public or Roles.SignedIn => true,
        Roles.Holder or Roles.Professional => AccountKind == role,
        _ when role.StartsWith(Roles.OperatorPrefix, StringComparison.Ordinal) => Missions.Contains(role[Roles.OperatorPrefix.Length..]),
        _ => Memberships.Any(membership => membership.Roles.Contains(role)),
    };

    /// <summary>Whether they are a member of an organisation with a role.</summary>
    public bool Has(string role, Guid organisation) =>
        Memberships.Any(membership => membership.OrganisationId == organisation && membership.Roles.Contains(role));

    /// <summary>The organisation that a program acts for; null: it is no program, or its establishment has none here.</summary>
    public Guid? ProgramOf =>
        AccountKind == Program && Memberships is [{ OrganisationId: var organisation }] && organisation != Guid.Empty ? organisation : null;

    /// <summary>Acting in one of their roles.</summary>
    public Actor As(string role, Guid? onBehalfOf = null) => new(AccountKind == Program ? null : AccountId, role, onBehalfOf, SessionId);
}
