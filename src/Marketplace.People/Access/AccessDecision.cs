namespace Marketplace.People.Access;

/// <summary>What the table of rights answers.</summary>
public enum AccessOutcome
{
    Allowed,
    /// <summary>Nobody is signed in, and the action is not everybody's.</summary>
    SignInFirst,
    /// <summary>None of their roles may do this at all.</summary>
    NotTheirRole,
    /// <summary>Their role may, but not with this object: for them it does not exist.</summary>
    NotTheirObject,
    /// <summary>They may once they have said why.</summary>
    ReasonFirst,
}

/// <param name="Actor">In which role, and for which organisation, they act; set when allowed or when only the reason is missing.</param>
/// <param name="Right">The line of the table that let them.</param>
public sealed record AccessDecision(AccessOutcome Outcome, Actor? Actor = null, Right? Right = null);

/// <summary>What an action is about.</summary>
/// <param name="Organisation">Whose object it is.</param>
/// <param name="Holder">Whose account it is.</param>
public sealed record AccessObject(Guid? Organisation = null, Guid? Holder = null);
