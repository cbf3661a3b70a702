using Marketplace.Bookings.Endings;
using Marketplace.Money.Regulation;
using Xunit;
using static Marketplace.UnitTests.Endings.EndingCases;

namespace Marketplace.UnitTests.Endings;

/// <summary>Each rule of an ending, and the days and rates on which it begins and ends.</summary>
public sealed class EndingPlannerTests
{
    [Theory]
    [InlineData("2027-01-04", "withdrawal")]
    [InlineData("2027-01-18", "withdrawal")]
    [InlineData("2027-01-19", "early-cancellation")]
    [InlineData("2027-01-27", "early-cancellation")]
    [InlineData("2027-01-28", "late-cancellation")]
    [InlineData("2027-02-07", "late-cancellation")]
    public void Cancel_OnTheDaysOfTheBoundary_FollowsTheFirstRuleThatFits(string day, string rule)
    {
        var plan = Plan(Cancels(day));
        Assert.Equal((rule, new DateOnly(2027, 1, 18), new DateOnly(2027, 1, 27)),
            (plan.Rule, plan.WithdrawalUntil, plan.FreeCancellationUntil));
        if (rule != "late-cancellation")
            AllReturns(plan);
    }

    [Fact]
    public void Cancel_Late_KeepsRightsAndDotationsReturnsTopUpsAndCreditsTheCard()
    {
        var plan = Plan(Cancels("2027-01-28"));
        Assert.Equal(7_500, plan.ProviderDueCents);
        Assert.Equal(
        [
            ("fixed-participation", 750, 0, 0, 14_250), ("dotation", 1_000, 0, 19_000, 0), ("annual-rights", 4_000, 0, 76_000, 0),
            ("volunteering", 250, 0, 4_750, 0), ("top-up", 1_250, 23_750, 0, 0), ("learner", 250, 0, 0, 4_750),
        ], Parts(plan));
    }

    [Theory]
    [InlineData("2027-01-18", "withdrawal")]
    [InlineData("2027-01-27", "early-cancellation")]
    [InlineData("2027-01-28", "force-majeure")]
    public void Cancel_ForceMajeure_ChangesNothingWhileItIsFree(string day, string rule)
    {
        var plan = Plan(Cancels(day, forceMajeure: true));
        Assert.Equal(rule, plan.Rule);
        AllReturns(plan);
    }

    [Theory]
    [InlineData(EndingKind.ProviderCancels, "provider-cancellation")]
    [InlineData(EndingKind.FunderRefuses, "funder-refusal")]
    public void Cancel_ByOthersUntilTheEve_ReturnsAll(EndingKind kind, string rule)
    {
        foreach (var day in new[] { Accepted, Start.AddDays(-1) })
        {
            var plan = Plan(new EndingEvent(kind, day, ForceMajeure: true));
            Assert.Equal(rule, plan.Rule);
            AllReturns(plan);
        }
    }

    [Theory]
    [InlineData(0, 37_500)]
    [InlineData(24, 37_500)]
    [InlineData(25, 37_500)]
    [InlineData(26, 39_000)]
    [InlineData(62, 93_000)]
    [InlineData(79, 118_500)]
    [InlineData(80, 150_000)]
    [InlineData(99, 150_000)]
    public void Exit_LearnerLiable_IsPaidByTheThresholds(int rate, long due)
    {
        var plan = Plan(Exit(rate, EndingLiability.Learner));
        Assert.Equal(("learner-liable", due), (plan.Rule, plan.ProviderDueCents));
        Assert.All(plan.Lines, line => Assert.Equal(
            line.Source == "top-up" ? (line.AmountCents - line.UsedCents, 0L, 0L) : (0L, line.AmountCents - line.UsedCents, 0L),
            (line.ReturnedCents, line.KeptCents, line.CreditCents)));
    }

    [Fact]
    public void Exit_Total_PaysThePriceWhoeverIsLiable()
    {
        Assert.All(new[] { Exit(100), Exit(100, EndingLiability.Learner), Exit(100, EndingLiability.Provider, true) }, ending =>
        {
            var plan = Plan(ending);
            Assert.Equal(("total", 150_000), (plan.Rule, plan.ProviderDueCents));
            Assert.All(plan.Lines, line => Assert.Equal(line.AmountCents, line.UsedCents));
        });
    }

    [Theory]
    [InlineData(0), InlineData(10), InlineData(62), InlineData(99)]
    public void Exit_ForceMajeureOrProviderLiable_PaysTheRateAndReturnsTheRest(int rate)
    {
        foreach (var (ending, rule) in new[] { (Exit(rate, EndingLiability.Learner, true), "force-majeure"),
            (Exit(rate, null, true), "force-majeure"), (Exit(rate, EndingLiability.Provider), "provider-liable") })
        {
            var plan = Plan(ending);
            Assert.Equal((rule, 1_500L * rate), (plan.Rule, plan.ProviderDueCents));
            Assert.All(plan.Lines, line => Assert.Equal(line.AmountCents, line.UsedCents + line.ReturnedCents));
        }
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(9, 0)]
    [InlineData(30, 2)]
    public void Due_HalfACent_GoesUp(long price, long due)
    {
        var order = Order with { PriceCents = price, Lines = [new("annual-rights", null, price)] };
        Assert.Equal(due, Plan(Cancels("2027-02-01"), order).ProviderDueCents);
    }

    [Fact]
    public void Due_EqualLines_GiveTheCentToTheEarlier()
    {
        var order = Order with
        {
            PriceCents = 303, Lines = [new("top-up", "faf", 101), new("learner", null, 101), new("dotation", null, 101)],
        };
        var plan = Plan(Exit(33, EndingLiability.Provider), order);
        Assert.Equal(100, plan.ProviderDueCents);
        Assert.Equal([34, 33, 33], plan.Lines.Select(line => line.UsedCents));
    }

    [Theory]
    [InlineData("employer"), InlineData("opco")]
    public void Participation_OfAThirdParty_IsTreatedAsATopUp(string kind)
    {
        var order = Order with { Lines = [new("fixed-participation", kind, 15_000), new("annual-rights", null, 135_000)] };
        Assert.Equal([("fixed-participation", 750, 14_250, 0, 0), ("annual-rights", 6_750, 0, 128_250, 0)],
            Parts(Plan(Cancels("2027-01-28"), order)));
        Assert.Equal(11_250, Plan(Exit(25, EndingLiability.Learner), order).Lines[0].ReturnedCents);
    }

    [Theory]
    [InlineData(EndingKind.LearnerCancels, "2027-01-03", "acceptée que le 4")]
    [InlineData(EndingKind.ProviderCancels, "2027-01-03", "acceptée que le 4")]
    [InlineData(EndingKind.FunderRefuses, "2027-01-03", "acceptée que le 4")]
    [InlineData(EndingKind.LearnerCancels, "2027-02-08", "déclarer une sortie")]
    [InlineData(EndingKind.ProviderCancels, "2027-02-08", "déclarer une sortie")]
    [InlineData(EndingKind.FunderRefuses, "2027-03-01", "déclarer une sortie")]
    [InlineData(EndingKind.Exit, "2027-02-07", "c’est une annulation")]
    [InlineData(EndingKind.Exit, "2027-01-03", "c’est une annulation")]
    [InlineData(EndingKind.Exit, "2027-03-13", "finit le 12")]
    public void Plan_OnADayOnWhichItCannotBe_SaysWhy(EndingKind kind, string day, string says)
    {
        var ending = new EndingEvent(kind, DateOnly.ParseExact(day, "yyyy-MM-dd", null), Rate: kind == EndingKind.Exit ? 100 : null);
        var answer = EndingPlanner.Plan(Order, ending, RuleBook.Current);
        Assert.Null(answer.Plan);
        Assert.Contains(says, answer.Refusal!.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains(answer.Refusal.Reference, RuleBook.Current.References.Keys);
    }

    [Theory]
    [InlineData("2027-02-08"), InlineData("2027-03-12")]
    public void Exit_OnTheFirstAndTheLastDay_IsOne(string day) =>
        Assert.Equal("total", Plan(Exit(100) with { On = DateOnly.ParseExact(day, "yyyy-MM-dd", null) }).Rule);

    /// <summary>The stamp is that of the acceptance, whenever the end comes; before the first rules, the first ones hold.</summary>
    [Fact]
    public void RuleSet_IsThatOfTheDayOfAcceptance()
    {
        var order = Order with { AcceptedOn = new DateOnly(2024, 4, 1) };
        Assert.Equal(RuleBook.Current.On(new DateOnly(2024, 4, 1)).Stamp, Plan(Exit(100), order).RuleSet);
        Assert.Equal(RuleBook.Current.On(RuleBook.Begins).Stamp,
            Plan(Exit(100), order with { AcceptedOn = new DateOnly(2015, 1, 1) }).RuleSet);
        Assert.Equal(RuleBook.Current.On(RuleBook.Begins).Stamp,
            EndingPlanner.Plan(Order, Exit(100), RuleBook.Current.On(RuleBook.Begins)).Plan!.RuleSet);
    }

    [Fact]
    public void Explanations_OfEveryRule_NameARuleAndItsText()
    {
        EndingEvent[] endings =
        [
            Cancels("2027-01-10"), Cancels("2027-01-20"), Cancels("2027-02-01"), Cancels("2027-02-01", true),
            new(EndingKind.ProviderCancels, Accepted), new(EndingKind.FunderRefuses, Accepted), Exit(100), Exit(40, null, true),
            Exit(40, EndingLiability.Provider), Exit(0, EndingLiability.Provider), Exit(10, EndingLiability.Learner),
            Exit(50, EndingLiability.Learner), Exit(90, EndingLiability.Learner),
        ];
        Assert.All(endings.SelectMany(ending => Plan(ending).Explanations), step =>
        {
            var key = Assert.Single(RuleKeys.All, key => key.Name == step.Rule);
            Assert.Equal(RuleBook.Current.On(Accepted).Entry(key).References[0], step.Reference);
            Assert.EndsWith(".", step.Text, StringComparison.Ordinal);
        });
        Assert.Equal(
            ["booking.withdrawal", "booking.free-cancellation", "booking.late-cancellation-fee", "booking.due-sharing",
                "payment.late-cancellation-refund", "booking.late-cancellation.dotations", "booking.late-cancellation.rights",
                "booking.late-cancellation.top-ups"],
            Plan(Cancels("2027-01-28")).Explanations.Select(step => step.Rule));
    }

    [Fact]
    public void Plan_WhatDoesNotAddUp_IsRefusedByField()
    {
        Assert.Equal(["order.lines"], Fields(Order with { PriceCents = 149_999 }, Exit(100)));
        Assert.Equal(["order.lines"], Fields(Order with { Lines = [new("learner", null, 150_001), new("learner", null, -1)] }, Exit(100)));
        Assert.Equal(["order.acceptedOn"], Fields(Order with { AcceptedOn = Start }, Exit(100)));
        Assert.Equal(["order.end"], Fields(Order with { End = Start.AddDays(-1) }, Exit(100)));
        Assert.Equal(["event.on"], Fields(Order, Exit(100) with { On = new DateOnly(2051, 1, 1) }));
        Assert.Equal(["event.rate"], Fields(Order, Exit(101)));
        Assert.Equal(["event.rate"], Fields(Order, Exit(0) with { Rate = null }));
        Assert.Equal(["event.liable"], Fields(Order, Exit(99)));
        Assert.Equal(["event.rate", "event.liable"],
            Fields(Order, Exit(50, EndingLiability.Learner) with { Kind = EndingKind.LearnerCancels, On = Accepted }));
        Assert.Empty(Fields(Order with { End = Start }, Exit(100)));
        Assert.Throws<ArgumentException>(() => EndingPlanner.Plan(Order with { PriceCents = 1 }, Exit(100), RuleBook.Current));
    }

    /// <summary>Changing a reading is data: each of the others is computed when its word stands in the book.</summary>
    [Fact]
    public void Reading_OtherDelaysAndFees_AreComputed()
    {
        var order = Order with { AcceptedOn = new DateOnly(2027, 1, 2) };
        Assert.Equal(new DateOnly(2027, 1, 16), EndingPlanner.Plan(order, Cancels("2027-01-28"),
            OtherReadings.Of(("booking.withdrawal.moved-on", "no"))).Plan!.WithdrawalUntil);
        Assert.Equal(new DateOnly(2027, 1, 21), EndingPlanner.Plan(order, Cancels("2027-01-28"),
            OtherReadings.Of(("booking.withdrawal", "14 working-days"))).Plan!.WithdrawalUntil);
        Assert.Equal(new DateOnly(2027, 1, 31), EndingPlanner.Plan(order, Cancels("2027-02-01"),
            OtherReadings.Of(("booking.free-cancellation", "7 calendar-days"))).Plan!.FreeCancellationUntil);
        Assert.Equal(150_000, EndingPlanner.Plan(Order, Cancels("2027-01-28"),
            OtherReadings.Of(("booking.late-cancellation-fee", "100%"))).Plan!.ProviderDueCents);
        Assert.Equal("late-cancellation", EndingPlanner.Plan(Order, Cancels("2027-01-28", forceMajeure: true),
            OtherReadings.Of(("booking.late-cancellation.force-majeure", "no"))).Plan!.Rule);
    }

    [Fact]
    public void Reading_OtherRests_AreComputed()
    {
        var rules = OtherReadings.Of(
            ("booking.late-cancellation.rights", "returned"), ("booking.late-cancellation.dotations", "returned"),
            ("booking.late-cancellation.top-ups", "kept"), ("payment.late-cancellation-refund", "returned"),
            ("booking.due-sharing", "in-order"), ("booking.third-party-participation", "card"),
            ("booking.free-cancellation.ends", "on-start"));
        var plan = EndingPlanner.Plan(Order with { Lines = [Order.Lines[0] with { Kind = "opco" }, .. Order.Lines.Skip(1)] },
            Cancels("2027-01-29"), rules).Plan!;
        Assert.Equal(new DateOnly(2027, 1, 28), plan.FreeCancellationUntil);
        Assert.Equal(
        [
            ("fixed-participation", 7_500, 7_500, 0, 0), ("dotation", 0, 20_000, 0, 0), ("annual-rights", 0, 80_000, 0, 0),
            ("volunteering", 0, 5_000, 0, 0), ("top-up", 0, 0, 25_000, 0), ("learner", 0, 5_000, 0, 0),
        ], Parts(plan));
        Assert.Equal(0, EndingPlanner.Plan(Order, Exit(60, EndingLiability.Provider),
            OtherReadings.Of(("booking.partial.provider-liable", "nothing"))).Plan!.ProviderDueCents);
        Assert.Equal(0, EndingPlanner.Plan(Order with { PriceCents = 10, Lines = [new("learner", null, 10)] }, Cancels("2027-01-28"),
            OtherReadings.Of(("booking.due-rounding", "cent-down"))).Plan!.ProviderDueCents);
    }

    [Fact]
    public void Line_ReferenceOfTheCaller_ComesBack() => Assert.Equal([7L, 9L], Plan(Exit(100), Order with
    {
        Lines = [new("learner", null, 50_000, 7), new("annual-rights", null, 100_000, 9)],
    }).Lines.Select(line => line.Line!.Value));

    private static List<string> Fields(EndingOrder order, EndingEvent ending) => [.. EndingChecks.Of(order, ending).Select(m => m.Field)];

    private static void AllReturns(EndingPlan plan)
    {
        Assert.Equal(0, plan.ProviderDueCents);
        Assert.All(plan.Lines, line => Assert.Equal((0, line.AmountCents), (line.UsedCents, line.ReturnedCents)));
    }

    private static IEnumerable<(string, int, int, int, int)> Parts(EndingPlan plan) => plan.Lines.Select(line =>
        (line.Source, (int)line.UsedCents, (int)line.ReturnedCents, (int)line.KeptCents, (int)line.CreditCents));
}
