using FsCheck;
using FsCheck.Fluent;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Endings;

/// <summary>Of any booking and any end: nothing is lost, nothing is made, nothing changes its place.</summary>
public sealed class EndingProperties
{
    private static readonly DateOnly First = new(2015, 1, 1);
    private static readonly int Days = new DateOnly(2050, 12, 31).DayNumber - First.DayNumber;

    private static readonly Gen<EndingLine> Lines =
        from source in Gen.Elements(FundingLineSources.All.ToArray())
        from kind in Gen.Elements((string?[])[null, .. EndingChecks.KindsOf(source)])
        from cents in Gen.Frequency((1, Gen.Choose(1, 5)), (4, Gen.Choose(1, 500_000)))
        select new EndingLine(source, kind, cents);

    private static readonly Gen<EndingOrder> Orders =
        from accepted in Gen.Choose(0, Days - 1)
        from before in Gen.Frequency((3, Gen.Choose(1, 40)), (1, Gen.Choose(1, 400)))
        from lasts in Gen.Choose(0, 200)
        from zone in Gen.Elements(Enum.GetValues<HolidayZone>())
        from lines in Lines.NonEmptyListOf()
        let start = Math.Min(accepted + before, Days)
        select new EndingOrder(First.AddDays(accepted), First.AddDays(start), First.AddDays(Math.Min(start + lasts, Days)), zone,
            lines.Sum(line => line.AmountCents), [.. lines.Select((line, index) => line with { Line = index })]);

    private static readonly Gen<(EndingOrder Order, EndingEvent Ending)> Cases =
        from order in Orders
        from kind in Gen.Elements(Enum.GetValues<EndingKind>())
        from day in Gen.Choose(order.AcceptedOn.DayNumber, order.End.DayNumber)
        from rate in Gen.Choose(0, 100)
        from liable in Gen.Elements(Enum.GetValues<EndingLiability>())
        from forceMajeure in Gen.Elements(true, false)
        select (order, new EndingEvent(kind, DateOnly.FromDayNumber(day), forceMajeure, kind == EndingKind.Exit ? rate : null,
            kind == EndingKind.Exit ? liable : null));

    [Fact]
    public void Plan_OfAnyBooking_LosesNoCentAndKeepsTheOrder()
    {
        var planned = 0;
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            if (EndingPlanner.Plan(c.Order, c.Ending, RuleBook.Current) is not { Plan: { } plan })
                return true;
            planned++;
            return plan.Lines.Sum(line => line.UsedCents) == plan.ProviderDueCents
                && plan.ProviderDueCents is >= 0 && plan.ProviderDueCents <= c.Order.PriceCents
                && plan.WithdrawalUntil >= c.Order.AcceptedOn && plan.WithdrawalUntil < c.Order.Start
                && plan.FreeCancellationUntil < c.Order.Start && plan.Explanations.Count > 0
                && plan.Lines.Select(line => (line.Source, line.Kind, line.AmountCents, line.Line))
                    .SequenceEqual(c.Order.Lines.Select(line => (line.Source, line.Kind, line.AmountCents, line.Line)))
                && plan.Lines.All(line => line is { UsedCents: >= 0, ReturnedCents: >= 0, KeptCents: >= 0, CreditCents: >= 0 }
                    && line.UsedCents + line.ReturnedCents + line.KeptCents + line.CreditCents == line.AmountCents
                    && (line.CreditCents == 0 || FundingLineSources.IsLearners(line.Source)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
        Assert.InRange(planned, 1_000, int.MaxValue);
    }

    /// <summary>Waiting never pays: a later cancellation by the learner never returns more.</summary>
    [Fact]
    public void Cancellation_OneDayLater_NeverCostsLess() => Prop.ForAll(Orders.ToArbitrary(), order =>
    {
        var dues = Enumerable.Range(order.AcceptedOn.DayNumber, order.Start.DayNumber - order.AcceptedOn.DayNumber)
            .Select(day => EndingPlanner.Plan(
                order, new EndingEvent(EndingKind.LearnerCancels, DateOnly.FromDayNumber(day)), RuleBook.Current).Plan!)
            .Select(plan => (plan.ProviderDueCents, Lost: plan.Lines.Sum(line => line.KeptCents + line.CreditCents))).ToList();
        return dues.Zip(dues.Skip(1)).All(pair => pair.First.ProviderDueCents <= pair.Second.ProviderDueCents
            && pair.First.Lost <= pair.Second.Lost);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Parts_OfAnyLine_AddUpAndUseFirstWhatExpiresFirst()
    {
        var parts = from cents in Gen.Choose(0, 10_000)
                    from expires in Gen.Choose(0, 5)
                    select (Cents: (long)cents, Until: expires == 0 ? (DateOnly?)null : First.AddDays(expires));
        Prop.ForAll(parts.NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(),
            (list, percent, fate) =>
            {
                var given = list.Select((part, index) => new EndingPart(index, part.Cents, part.Until)).ToList();
                var (amount, used) = (given.Sum(part => part.Cents), given.Sum(part => part.Cents) * percent / 100);
                var rest = amount - used;
                var line = new EndingPlanLine(
                    "top-up", null, amount, used, fate == 0 ? rest : 0, fate == 1 ? rest : 0, fate == 2 ? rest : 0);
                var plans = EndingParts.Of(line, given);
                return plans.Select(plan => plan.Id).SequenceEqual(given.Select(part => part.Id))
                    && plans.Sum(plan => plan.UsedCents) == used && plans.Sum(plan => plan.ReturnedCents) == line.ReturnedCents
                    && plans.Sum(plan => plan.KeptCents) == line.KeptCents && plans.Sum(plan => plan.CreditCents) == line.CreditCents
                    && plans.Zip(given).All(pair => pair.First.UsedCents + pair.First.ReturnedCents + pair.First.KeptCents
                        + pair.First.CreditCents == pair.Second.Cents)
                    // A part that keeps something, and one that expires later and is used: never both.
                    && !plans.Zip(given).Any(kept => kept.First.UsedCents < kept.Second.Cents && plans.Zip(given).Any(later =>
                        later.First.UsedCents > 0
                        && (later.Second.UsableUntil ?? DateOnly.MaxValue) > (kept.Second.UsableUntil ?? DateOnly.MaxValue)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
        Assert.Throws<ArgumentException>(() => EndingParts.Of(new EndingPlanLine("top-up", null, 5, 5, 0, 0, 0), [new EndingPart(1, 4)]));
    }
}
