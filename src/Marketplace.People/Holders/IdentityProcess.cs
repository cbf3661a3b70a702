using Marketplace.People.Access;

namespace Marketplace.People.Holders;

/// <summary>A step of the check of an identity.</summary>
/// <param name="By">Role that takes it.</param>
public sealed record IdentityStep(string From, string Event, string To, string By);

/// <summary>
/// The check of an identity without FranceConnect+, as one table of transitions. FranceConnect+ verifies from any state.
/// Until an identity is verified no right is shown.
/// </summary>
public static class IdentityProcess
{
    public const string Declared = "declared";
    public const string Submitted = "submitted";
    public const string Verified = "verified";
    public const string Refused = "refused";

    public static readonly IReadOnlyList<IdentityStep> Steps =
    [
        new(Declared, "submit", Submitted, Roles.Holder),
        new(Refused, "submit", Submitted, Roles.Holder),
        new(Submitted, "verify", Verified, "operator-rights"),
        new(Submitted, "refuse", Refused, "operator-rights"),
    ];

    /// <summary>Where an event leads; null when it is not possible from there.</summary>
    public static string? Next(string from, string @event) => Steps.FirstOrDefault(step => step.From == from && step.Event == @event)?.To;
}
