using Marketplace.Money.Crediting;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Crediting;

/// <summary>Amounts of a year, from the articles; expected amounts are worked out by hand in the comments.</summary>
public sealed class AnnualCreditTests
{
    private const int Year = 2025;
    private static readonly AnnualCredit Credit = new(Year, RuleBook.Current);

    [Theory]
    // R6323-1 I: half of 1,607 hours or more.
    [InlineData(1_607_00, 500_00)]
    [InlineData(803_50, 500_00)]
    // R6323-1 II: 803.49 / 1,607 × 500 = 249.9968… → 250.00; 1 h: 0.3111… → 0.32; 0.01 h: 0.0031… → 0.01.
    [InlineData(803_49, 250_00)]
    [InlineData(1_00, 32)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    // 160.7 / 1,607 is a tenth: exactly 50 €, no cent more.
    [InlineData(160_70, 50_00)]
    public void Of_HoursWithoutAgreement_AreMeasuredAgainst1607(long hundredths, long cents) =>
        Assert.Equal(cents, Base(Hours(hundredths)));

    [Theory]
    // Agreement of 1,540 hours: half is 770.
    [InlineData(770_00, 500_00)]
    // 769 / 1,540 × 500 = 249.6753… → 249.68.
    [InlineData(769_00, 249_68)]
    public void Of_HoursUnderAnAgreement_AreMeasuredAgainstIt(long hundredths, long cents) =>
        Assert.Equal(cents, Base(Hours(hundredths) with { Reference = 1_540_00 }));

    [Theory]
    [InlineData(109_00, 218_00L, 500_00)]
    [InlineData(108_00, 218_00L, 247_71)] // 108 / 218 × 500 = 247.706…
    [InlineData(100_00, 200_00L, 500_00)]
    [InlineData(99_00, 200_00L, 247_50)]
    [InlineData(109_00, 230_00L, 500_00)] // at most 218 days
    [InlineData(108_00, null, 247_71)]
    public void Of_DaysOfAForfait_AreMeasuredAgainstItsNumberAtMost218(long hundredths, long? reference, long cents) =>
        Assert.Equal(cents, Base(Work(Bases.Days, hundredths) with { Reference = reference }));

    [Theory]
    // 2,080 × 11.88 = 24,710.40 €; half is 12,355.20 €.
    [InlineData(12_355_20, 500_00)]
    [InlineData(12_355_19, 250_00)]
    [InlineData(1_000_00, 20_24)] // 1,000 / 24,710.40 × 500 = 20.2344…
    public void Of_PayWithoutWorkingTime_IsMeasuredAgainst2080MinimumWages(long hundredths, long cents) =>
        Assert.Equal(cents, Base(Work(Bases.Pay, hundredths)));

    [Theory]
    [InlineData(50_00, "2025-01-01", "2025-12-31", 500_00)]
    [InlineData(49_99, "2025-01-01", "2025-12-31", 249_95)]
    [InlineData(100_00, "2025-07-01", "2025-12-31", 500_00)] // 184 days of 365
    [InlineData(80_00, "2025-07-01", "2025-12-31", 201_65)] // 0.8 × 184 / 365 × 500 = 201.6438…
    public void Of_PartTimeRate_CountsTheDaysOfTheContract(long percent, string from, string to, long cents) =>
        Assert.Equal(cents, Base(Work(Bases.Rate, percent) with { Starts = Day(from), Ends = Day(to) }));

    [Theory]
    [InlineData("maternity"), InlineData("paternity"), InlineData("adoption"), InlineData("parental-presence"), InlineData("family-carer")]
    [InlineData("parental"), InlineData("occupational-disease"), InlineData("work-accident"), InlineData("supplementary-birth")]
    public void Of_AbsenceOfTheLaw_CountsAsWork(string kind) =>
        Assert.Equal(500_00, Base(Hours(100_00) with { Absences = $"{kind}:70350" }));

    /// <summary>L6323-12 names the supplementary birth leave since 31/12/2025 only.</summary>
    [Fact]
    public void Of_SupplementaryBirthLeaveBeforeItsLaw_DoesNotCount() =>
        Assert.Equal(31_12, new AnnualCredit(2024, RuleBook.Current)
            .Of([InYear(2024, Hours(100_00)) with { Absences = "supplementary-birth:70350" }], false).Base.Due);

    [Fact]
    public void Of_SeveralEmployers_AddsTheirHours() => Assert.Equal(500_00, Base(Hours(403_50), Hours(400_00)));

    [Fact]
    public void Of_SeveralEmployersBeyondFullTime_IsOneYear() => Assert.Equal(500_00, Base(Hours(1_607_00), Hours(1_607_00)));

    [Fact]
    public void Of_ThirdsOfAYear_AddUpExactly() =>
        // 3 × 0.1/3 of a year by three agreements: 10 % of 500 €, no cent more.
        Assert.Equal(50_00, Base([.. Enumerable.Repeat(Hours(100) with { Reference = 30_00 }, 3)]));

    [Theory]
    [InlineData(803_50, 800_00, 8_000_00)]
    [InlineData(803_49, 250_00, 5_000_00)] // R6323-3-1 I asks for half-time
    public void Of_LowQualified_NeedsHalfTimeForTheHigherAmount(long hundredths, long cents, long cap)
    {
        var due = Credit.Of([Hours(hundredths)], lowQualified: true);
        Assert.Equal(new DuePart(cents, cap), due.Base);
        Assert.Equal(due, Credit.Of([Hours(hundredths) with { LowQualified = true }], lowQualified: false));
    }

    /// <summary>D6323-3-3: flat, whatever the working time, and alone allowed up to 8,000 €.</summary>
    [Theory]
    [InlineData(1_607_00, 500_00), InlineData(160_70, 50_00)]
    public void Of_DisabledEmployee_HasTheSupplementBesideTheBase(long hundredths, long cents)
    {
        var due = Credit.Of([Hours(hundredths) with { Disabled = true }], false);
        Assert.Equal((new DuePart(cents, 5_000_00), new DuePart(300_00, 8_000_00)), (due.Base, due.Supplement));
    }

    [Fact]
    public void Of_DisabledEmployeeBeforeTheDecree_HasNoSupplement()
    {
        var book = RuleBook.Current;
        Assert.Equal(0, book.On(new DateOnly(2019, 6, 8)).Get(Marketplace.Money.Regulation.Keys.CreditingRules.DisabledSupplement));
        Assert.Equal(300_00,
            new AnnualCredit(2019, book).Of([InYear(2019, Hours(1_607_00)) with { Disabled = true }], false).Supplement.Due);
    }

    [Fact]
    public void Of_Esat_Is800WhateverTheTime() =>
        Assert.Equal(new DuePart(800_00, 8_000_00),
            Credit.Of([Work(Bases.Presence, 0) with { Regime = Regimes.Esat, Starts = Day("2025-12-01") }], false).Base);

    [Theory]
    [InlineData("2025-01-01", "2025-12-31", true, 500_00)]
    [InlineData("2025-01-01", "2025-01-31", true, 42_47)] // 31 / 365 × 500 = 42.4657…
    [InlineData("2025-01-01", "2025-12-31", false, 0)] // L6323-27: the contribution was not paid
    public void Of_SelfEmployed_CountsDaysWithoutThreshold(string from, string to, bool paid, long cents) => Assert.Equal(cents, Base(
        Work(Bases.Presence, 0) with { Regime = Regimes.SelfEmployed, ContributionPaid = paid, Starts = Day(from), Ends = Day(to) }));

    [Fact]
    public void Of_SelfEmployedWithOverlappingActivities_CountsEachDayOnce()
    {
        var activity = Work(Bases.Presence, 0) with { Regime = Regimes.SelfEmployed, ContributionPaid = true };
        Assert.Equal(Base(activity with { Ends = Day("2025-03-31") }),
            Base(activity with { Ends = Day("2025-02-28") }, activity with { Starts = Day("2025-02-01"), Ends = Day("2025-03-31") }));
    }

    /// <summary>R6323-27: the most favourable amount and cap, never the sum.</summary>
    [Fact]
    public void Of_EmployeeAndEsatInAYear_TakesTheBetter()
    {
        var due = Credit.Of([Hours(1_607_00), Work(Bases.Presence, 0) with { Regime = Regimes.Esat }], false);
        Assert.Equal(("esat", new DuePart(800_00, 8_000_00)), (due.Category, due.Base));
    }

    [Fact]
    public void Of_EmployeeAndSelfEmployed_TakesTheBetterNotTheSum() => Assert.Equal(500_00,
        Base(Hours(160_70), Work(Bases.Presence, 0) with { Regime = Regimes.SelfEmployed, ContributionPaid = true }));

    [Theory]
    [InlineData(100_00, false, 25_00, 150_00)]
    [InlineData(100_00, true, 50_00, 400_00)]
    [InlineData(50_00, false, 13_00, 150_00)] // 12.5 h, rounded up to the hour
    public void Of_PublicAgent_IsInHours(long percent, bool low, long hundredths, long cap)
    {
        var due = Credit.Of([Work(Bases.Rate, percent) with { Regime = Regimes.PublicAgent, LowQualified = low }], false);
        Assert.Equal((new DuePart(hundredths, cap), 0L), (due.Hours, due.Base.Due));
    }

    /// <summary>R6323-3-1 II and III: from the year of the declaration, until the end of the year in which it is taken back.</summary>
    [Theory]
    [InlineData(2019, false), InlineData(2020, true), InlineData(2022, true), InlineData(2023, true), InlineData(2024, false)]
    public void IsLowQualified_Declarations_HoldFromTheirYearToTheEndOfTheLast(int year, bool low) =>
        Assert.Equal(low, LevelOfYear.IsLowQualified(year, [(Day("2020-11-30"), true), (Day("2023-02-01"), false)]));

    private static long Base(params ActivityDeclaration[] declarations) => Credit.Of(declarations, false).Base.Due;

    private static ActivityDeclaration Hours(long hundredths) => Work(Bases.Hours, hundredths);

    private static ActivityDeclaration Work(string basis, long quantity) =>
        new(Regimes.Employee, basis, quantity, null, "", new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31), false, false, false);

    private static ActivityDeclaration InYear(int year, ActivityDeclaration declaration) =>
        declaration with { Starts = new DateOnly(year, 1, 1), Ends = new DateOnly(year, 12, 31) };

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
