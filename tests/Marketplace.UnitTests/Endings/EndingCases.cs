using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;

namespace Marketplace.UnitTests.Endings;

/// <summary>A booking with money from everywhere, and its ends.</summary>
internal static class EndingCases
{
    public static readonly DateOnly Accepted = new(2027, 1, 4);
    public static readonly DateOnly Start = new(2027, 2, 8);
    public static readonly DateOnly End = new(2027, 3, 12);

    /// <summary>1,500 €: 150 participation, 200 dotation, 800 annual, 50 volunteering, 250 top-up, 50 remainder.</summary>
    public static readonly EndingOrder Order = new(Accepted, Start, End, HolidayZone.Metropole, 150_000,
    [
        new("fixed-participation", null, 15_000), new("dotation", "agreement", 20_000), new("annual-rights", null, 80_000),
        new("volunteering", null, 5_000), new("top-up", "region", 25_000), new("learner", null, 5_000),
    ]);

    public static EndingEvent Cancels(string day, bool forceMajeure = false) =>
        new(EndingKind.LearnerCancels, DateOnly.ParseExact(day, "yyyy-MM-dd", null), forceMajeure);

    public static EndingEvent Exit(int rate, EndingLiability? liable = null, bool forceMajeure = false) =>
        new(EndingKind.Exit, new DateOnly(2027, 2, 20), forceMajeure, rate, liable);

    public static EndingPlan Plan(EndingEvent ending, EndingOrder? order = null) =>
        EndingPlanner.Plan(order ?? Order, ending, RuleBook.Current).Plan!;
}
