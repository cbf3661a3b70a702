using Marketplace.People.Access;

namespace Marketplace.Money.Entitlements;

/// <summary>A step of a contestation.</summary>
/// <param name="From">Null: it begins.</param>
/// <param name="By">Role that takes it.</param>
public sealed record ContestationStep(string? From, string Event, string To, string By);

/// <summary>A holder disputes the amount of their rights; an operator answers. One table of transitions.</summary>
public static class ContestationProcess
{
    public const string Received = "received";
    public const string Answered = "answered";

    public static readonly IReadOnlyList<ContestationStep> Steps =
    [
        new(null, "submit", Received, Roles.Holder),
        new(Received, "answer", Answered, "operator-rights"),
    ];

    /// <summary>Where an event leads; null when it is not possible from there.</summary>
    public static string? Next(string? from, string @event) => Steps.FirstOrDefault(step => step.From == from && step.Event == @event)?.To;
}
