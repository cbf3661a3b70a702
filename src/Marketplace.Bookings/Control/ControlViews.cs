using Marketplace.Platform.Decisions;

namespace Marketplace.Bookings.Control;

/// <summary>A control, as its provider and operators see it.</summary>
/// <param name="Origin">risk, random, manual or dispute.</param>
/// <param name="Decision">validate, reduce or refuse; null: none yet.</param>
public sealed record ControlView(
    Guid Id, Guid Booking, string State, string Origin, int? Score, string Request, DateOnly? AnswerBy, string? Decision, int? DecidedRate,
    long? DueBefore, long? DueAfter, DateOnly? ObjectBy, DateTime OpenedAt)
{
    /// <summary>Characters of a text.</summary>
    public const int LongestText = 4000;

    /// <summary>For who decides.</summary>
    public string Version => StateVersion.Of(Id, State, Request, Decision, DecidedRate);
}

/// <summary>A word of the exchange.</summary>
public sealed record ControlEntry(DateTime At, string Side, string Event, string Text);

/// <summary>A control in a list.</summary>
public sealed record ControlSummary(
    Guid Id, Guid Booking, Guid Account, long Number, string Title, string ProviderName, string Siret, string State, string Origin,
    int? Score, DateOnly? AnswerBy, DateTime OpenedAt);

/// <summary>What an operator decides.</summary>
/// <param name="Rate">Of the service done: below the declared one; 0 refuses.</param>
public sealed record ControlDecision(int Rate, string Text);
