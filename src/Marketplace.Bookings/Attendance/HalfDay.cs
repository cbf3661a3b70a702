namespace Marketplace.Bookings.Attendance;

/// <summary>A half-day of a training for one learner, and what both sides last said of it.</summary>
/// <param name="Half">Key of <see cref="Halves"/>.</param>
/// <param name="OpenedAt">UTC; so are the others.</param>
/// <param name="Learner">Whether the learner says that they were there; null: nothing yet.</param>
/// <param name="Provider">The same of the provider.</param>
public sealed record HalfDay(
    DateOnly Day, string Half, DateTime OpenedAt, bool? Learner, DateTime? LearnerAt, bool? Provider, DateTime? ProviderAt)
{
    public const string Morning = "morning";
    public const string Afternoon = "afternoon";

    /// <summary>Codes with their words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Halves = new Dictionary<string, string>
    {
        [Morning] = "matin", [Afternoon] = "après-midi",
    };

    /// <summary>Both say that the learner was there.</summary>
    public bool Followed => Learner == true && Provider == true;

    /// <summary>They do not say the same.</summary>
    public bool Disputed => Learner is { } mine && Provider is { } theirs && mine != theirs;
}

/// <summary>Who says something of a half-day.</summary>
public static class AttendanceSides
{
    public const string Learner = "learner";
    public const string Provider = "provider";
}
