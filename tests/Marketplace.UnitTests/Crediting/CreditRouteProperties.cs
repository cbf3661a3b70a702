using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Crediting;
using Xunit;

namespace Marketplace.UnitTests.Crediting;

/// <summary>Whatever was declared in between: a year ends where its last correction alone would have.</summary>
public sealed class CreditRouteProperties
{
    /// <param name="Spend">Afterwards, of what is free.</param>
    public sealed record Step(long Due, bool HighCap, long Supplement, long Spend, long Reserve);

    private static readonly Gen<Step> Steps =
        from due in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(1, 800_00)))
        from high in Gen.Elements(true, false)
        from supplement in Gen.Elements(0, 0, 300_00)
        from spend in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 8_000_00)))
        from reserve in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 8_000_00)))
        select new Step(due, high, supplement, spend, reserve);

    [Theory]
    [InlineData(50_00)]
    [InlineData(300_00)]
    [InlineData(0)]
    public void Of_CorrectedAndCorrectedBackAfterSpending_CreditsWhatTheCapLetThrough(long between)
    {
        var holder = new Holder(4_900_00);
        holder.Assess(new Step(500_00, false, 0, 3_000_00, 0));
        Assert.Equal(100_00, holder.Year.Base.Credited);
        holder.Assess(new Step(between, false, 0, 0, 0));
        holder.Assess(new Step(500_00, false, 0, 0, 0));
        Assert.Equal((100_00L, 2_000_00L), (holder.Year.Base.Credited, holder.Free));
    }

    [Fact]
    public void Of_AnyCorrectionsAndSpending_EndWhereTheLastAloneWouldHave() =>
        Prop.ForAll(Steps.NonEmptyListOf().ToArbitrary(), Gen.OneOf(Gen.Choose(0, 9_000_00), Gen.Choose(4_000_00, 5_100_00)).ToArbitrary(),
            (story, start) =>
        {
            var (holder, alone) = (new Holder(start), new Holder(start));
            // The first assessment is of something: before it there is no year to speak of.
            var first = story[0] with { Due = Math.Max(1, story[0].Due) };
            foreach (var step in (Step[])[first, .. story.Skip(1)])
                holder.Assess(step);
            alone.Assess((story.Count == 1 ? first : story[^1]) with { Spend = 0, Reserve = 0 });
            Assert.Equal(alone.Credited, holder.Credited);
            // And every cent is somewhere.
            Assert.Equal(start + holder.Year.Base.Credited + holder.Year.Supplement.Credited,
                holder.Free + holder.Reserved + holder.Spent - holder.Owed);
        }).QuickCheckThrowOnFailure();

    /// <summary>Other years have come since, up to the cap or beyond.</summary>
    [Fact]
    public void Of_AnyCorrectionsOfAYearLongPast_EndWhereTheLastAloneWouldHave() =>
        Prop.ForAll(Steps.NonEmptyListOf().ToArbitrary(), Steps.ToArbitrary(), Gen.Choose(0, 9_000_00).ToArbitrary(),
            (story, first, others) =>
        {
            var (holder, alone) = (new Holder(0), new Holder(0));
            var last = story[^1] with { HighCap = false, Spend = 0, Reserve = 0 };
            foreach (var one in (Holder[])[holder, alone])
            {
                one.Assess(first with { HighCap = false });
                one.Receive(others);
            }
            foreach (var step in story)
                holder.Assess(step with { HighCap = false, Spend = 0 });
            holder.Assess(last);
            alone.Assess(last);
            Assert.Equal(alone.Credited, holder.Credited);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyCorrectionsInHours_EndWhereTheLastAloneWouldHave() =>
        Prop.ForAll(Gen.Choose(0, 50_00).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 160_00).ToArbitrary(), (dues, start) =>
        {
            long free = start;
            YearCredit year = default;
            foreach (var due in (int[])[Math.Max(1, dues[0]), .. dues.Skip(1)])
            {
                var decision = Hours(year, due, free);
                (year, free) = (decision.Year, free + decision.HoursCredit - decision.HoursWithdraw);
            }
            Assert.Equal(Hours(default, dues.Count == 1 ? Math.Max(1, dues[0]) : dues[^1], start).Year.Hours.Credited, year.Hours.Credited);
        }).QuickCheckThrowOnFailure();

    /// <summary>Hours that were converted before a correction took them back are not owed, nor taken from another year's.</summary>
    [Fact]
    public void Of_HoursGoneBeforeACorrection_TakesNothingFromLaterYears()
    {
        var first = Hours(default, 25_00, 0);
        var corrected = Hours(first.Year, 10_00, 5_00);
        Assert.Equal((5_00L, 20_00L), (corrected.HoursWithdraw, corrected.Year.Hours.Credited));
        Assert.False(Hours(corrected.Year, 10_00, 25_00).Changed);
    }

    private static CreditDecision Hours(YearCredit year, long due, long free) =>
        CreditDecision.Of(year, new AnnualDue("none", default, default, new DuePart(due, 150_00)), new AccountState(0, 0, free, 0, 0));

    /// <summary>An account as the batch would keep it.</summary>
    private sealed class Holder(long start)
    {
        public long Free { get; private set; } = start;
        public long Reserved { get; private set; }
        public long Spent { get; private set; }
        public long Owed { get; private set; }
        public YearCredit Year { get; private set; }

        public (long, long) Credited => (Year.Base.Credited, Year.Supplement.Credited);

        public void Receive(long cents) => Free += cents;

        public void Assess(Step step)
        {
            var cap = step.HighCap ? 8_000_00 : 5_000_00;
            var due = new AnnualDue(
                "employee", new DuePart(step.Due, step.Due > 0 ? cap : 0), step.Supplement > 0
                ? new DuePart(step.Supplement, 8_000_00) : default, default);
            var decision = CreditDecision.Of(Year, due, new AccountState(Free, Reserved, 0, 0, Owed));
            Free += decision.BaseCredit + decision.SupplementCredit - decision.Withdraw - decision.KeptBack;
            Owed += decision.Owed - decision.KeptBack;
            Year = decision.Year;
            Assert.True(Free >= 0 && Owed >= 0);
            Assert.False(CreditDecision.Of(Year, due, new AccountState(Free, Reserved, 0, 0, Owed)).Changed);
            var spent = Math.Min(step.Spend, Free);
            var held = Math.Min(step.Reserve, Free - spent);
            (Free, Reserved, Spent) = (Free - spent - held, Reserved + held, Spent + spent);
        }
    }
}
