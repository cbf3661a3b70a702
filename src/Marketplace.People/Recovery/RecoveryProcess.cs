using Marketplace.People.Access;

namespace Marketplace.People.Recovery;

/// <param name="From">Null: it begins.</param>
/// <param name="By">Role that takes it.</param>
public sealed record RecoveryStep(string? From, string Event, string To, string By);

/// <summary>
/// The way back in for a holder who lost the device and the recovery codes, as one table of transitions. The holder asks
/// with the password and documents; a sign-in with the factor that was said to be lost stops it too.
/// </summary>
public static class RecoveryProcess
{
    public const string Submitted = "submitted";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Stopped = "stopped";
    public const string Done = "done";

    public static readonly IReadOnlyList<RecoveryStep> Steps =
    [
        new(null, "ask", Submitted, Roles.Holder),
        new(Submitted, "accept", Accepted, "operator-rights"),
        new(Submitted, "refuse", Refused, "operator-rights"),
        new(Submitted, "stop", Stopped, Roles.Holder),
        new(Accepted, "stop", Stopped, Roles.Holder),
        new(Accepted, "replace", Done, Roles.Holder),
    ];

    /// <summary>Where an event leads; null when it is not possible from there.</summary>
    public static string? Next(string? from, string @event) => Steps.FirstOrDefault(step => step.From == from && step.Event == @event)?.To;
}
