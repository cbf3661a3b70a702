namespace Marketplace.People.Access;

/// <summary>What must hold between who acts and what they act on.</summary>
public enum Relation
{
    /// <summary>Nobody's data are concerned.</summary>
    None,
    /// <summary>Their own account.</summary>
    Self,
    /// <summary>They are a member, with this role, of the organisation it belongs to.</summary>
    Organisation,
    /// <summary>The role is a mission of operator staff.</summary>
    Mission,
    /// <summary>The holder gave the organisation consent that still runs (L6323-8 III).</summary>
    Consent,
}

/// <summary>One line of the table of rights: a role may do an action under a relation.</summary>
/// <param name="Action">Name that routes and code ask for.</param>
/// <param name="Label">The action in French.</param>
/// <param name="NeedsReason">They must say why before.</param>
/// <param name="Logged">Every look-up and change leaves a line in the access log (R6323-40).</param>
/// <param name="Basis">Article of the Code du travail, or why the rule is what it is.</param>
public sealed record Right(string Action, string Label, string Role, Relation Relation, bool NeedsReason, bool Logged, string Basis);
