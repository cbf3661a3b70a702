using Marketplace.Bookings.Dossiers;

namespace Marketplace.ProviderSpace.Sandbox;

/// <summary>What a booking of a sandbox is about: nobody learns, nothing is paid.</summary>
/// <param name="Price">Cents.</param>
/// <param name="Rate">Whole percent of what was done.</param>
public sealed record SandboxContent(
    string ActionId, string Session, string Title, string Certification, string Modality, DateOnly Starts, DateOnly Ends, int? Hours,
    long Price, long PublishedPrice, string Learner, string? Note = null, DateOnly? EntryOn = null, DateOnly? ExitOn = null,
    string? ExitReason = null, int? Rate = null, string? EndReason = null);

/// <summary>A step that was taken.</summary>
public sealed record SandboxStep(DateTime At, string Event, string? From, string To);

/// <summary>A booking of a sandbox.</summary>
/// <param name="Version">Another after each change.</param>
public sealed record SandboxBooking(
    Guid Id, long Number, string State, SandboxContent Content, DateTime ChangedAt, string Version, IReadOnlyList<SandboxStep> Steps)
{
    /// <summary>
    /// What the process asks: the order of steps and who takes them are those of real ones, and no delay runs, so that a program tries in
    /// minutes what takes months.
    /// </summary>
    public static BookingFacts Facts(DateTimeOffset now, DateOnly today) => new()
    {
        Now = now, Today = today,
        Dues = new Dictionary<string, DateTimeOffset>
        {
            [BookingProcess.ProviderSilent] = now.AddDays(1), [BookingProcess.LearnerSilent] = now.AddDays(1),
            [BookingProcess.EntryCounts] = now.AddDays(1), [BookingProcess.Validate] = now,
        },
    };
}
