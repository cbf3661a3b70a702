using System.Security.Cryptography;

namespace Marketplace.Bookings.Control;

/// <summary>What the choice of a dossier looks at.</summary>
/// <param name="Opened">Half-days that the provider opened.</param>
/// <param name="Followed">Of them those that both sides confirm.</param>
/// <param name="Reduced">Controls of the same establishment that ended with less, in a year.</param>
public sealed record RiskFacts(
    Guid Booking, int Rate, bool ForceMajeure, bool Remote, long PriceCents, int Opened, int Followed, int Reduced, int DaysLate,
    bool LearnerConfirms);

/// <summary>
/// Which dossiers are looked into: by risk, whose points stand here for everybody to read, and two in a hundred at random, so that nobody
/// is sure. A pure function.
/// </summary>
public static class ControlRisk
{
    /// <summary>From so many points on.</summary>
    public const int Threshold = 60;

    /// <summary>In a hundred.</summary>
    public const int AtRandom = 2;

    private const long HighPrice = 300_000;

    /// <summary>Points, 0 to 100.</summary>
    public static int Score(RiskFacts facts)
    {
        var points = 0;
        // Declared followed, and the half-days say otherwise.
        if (facts.Opened > 0 && 100 * facts.Followed < (facts.Rate - 20) * facts.Opened)
            points += 40;
        if (facts.Opened == 0 && facts.Remote)
            points += 15;
        points += Math.Min(facts.Reduced, 3) * 20;
        points += facts.PriceCents > HighPrice ? 15 : 0;
        points += facts.DaysLate > 10 ? 10 : 0;
        points += facts.ForceMajeure ? 10 : 0;
        return Math.Clamp(facts.LearnerConfirms ? points - 30 : points, 0, 100);
    }

    /// <summary>The same dossier is drawn or not however often it is asked.</summary>
    public static bool IsDrawn(Guid booking) =>
        BitConverter.ToUInt32(SHA256.HashData(booking.ToByteArray())) % 100 < AtRandom;
}
