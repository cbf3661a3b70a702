using Marketplace.Platform.Decisions;

namespace Marketplace.Bookings.Complaints;

/// <summary>A complaint, as learner, provider and operators see it.</summary>
/// <param name="Number">Of the dossier.</param>
/// <param name="State">Of <see cref="ComplaintProcess"/>.</param>
/// <param name="Upheld">The operator's decision; null: none yet.</param>
public sealed record Complaint(
    Guid Id, Guid Booking, long Number, string Title, string ProviderName, string State, string Text, DateTime OpenedAt, string? Answer,
    DateTime? AnsweredAt, bool? Upheld, string? Decision, DateTime? ClosedAt)
{
    /// <summary>Characters of a text, an answer or a decision.</summary>
    public const int LongestText = 4000;

    /// <summary>For who answers or decides.</summary>
    public string Version => StateVersion.Of(Id, State, Text, Answer);
}
