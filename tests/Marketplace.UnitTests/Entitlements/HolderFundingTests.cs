using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Entitlements;

/// <summary>What of a holder's money may pay for one training on one day.</summary>
public sealed class HolderFundingTests
{
    private static readonly DateOnly Today = new(2026, 5, 13);

    [Fact]
    public void Request_BucketsOfAllKinds_GivesTheirMoney()
    {
        var request = Ask(Bucket(1, new(AccountKinds.Annual), 980_00), Bucket(2, new(AccountKinds.Dotation, "employer-penalty"), 3_000_00),
            Bucket(3, new(AccountKinds.TopUp, "opco"), 200_00));
        Assert.Equal(980_00, request.AnnualRightsCents);
        Assert.Equal(new FundingSource("employer-penalty", 3_000_00, 2), Assert.Single(request.Dotations));
        Assert.Equal(new FundingSource("opco", 200_00, 3), Assert.Single(request.TopUps));
    }

    /// <summary>R6323-42-1: a funder may reserve the money and set a last day.</summary>
    [Fact]
    public void Request_MoneyForOtherTrainingsOrPastItsDay_IsLeftOut()
    {
        var buckets = new[]
        {
            Bucket(1, new(AccountKinds.Dotation, "agreement", Earmark: ["RNCP1"]), 100_00),
                Bucket(2, new(AccountKinds.Dotation, "agreement", Earmark: ["RNCP2", "RNCP38430"]), 200_00),
            Bucket(3, new(AccountKinds.Dotation, "agreement", UsableUntil: Today.AddDays(-1)), 400_00),
            Bucket(4, new(AccountKinds.Dotation, "agreement", UsableUntil: Today), 800_00),
        };
        Assert.Equal([4L, 2L], Ask(buckets).Dotations.Select(source => source.Bucket!.Value));
        Assert.Equal(100_00, HolderFunding.LeftOutCents(Holder(buckets), Today, "RNCP38430"));
    }

    [Fact]
    public void Request_HoursAndCardPayments_AreLeftOutOfTheRights()
    {
        var request = Ask(Bucket(1, new(AccountKinds.PublicHours), 25_00), Bucket(2, new(AccountKinds.Learner, "x"), 150_00));
        Assert.Equal((0L, 0L, 0, 0), (request.AnnualRightsCents, request.VolunteeringCents, request.Dotations.Count, request.TopUps.Count));
    }

    [Fact]
    public void Request_FreeCardMoney_IsACreditEvenAfterRetirement()
    {
        var buckets = new[] { Bucket(5, new(AccountKinds.Learner, "y"), 20_00), Bucket(2, new(AccountKinds.Learner, "x"), 150_00),
            Bucket(7, new(AccountKinds.Learner, "z"), 0) };
        Assert.Equal([new("learner", 150_00, 2), new FundingSource("learner", 20_00, 5)], Ask(buckets).LearnerCredit!);
        Assert.Equal(0, Holder(buckets).UsableCents(Today));
        Assert.Equal(0, HolderFunding.LeftOutCents(Holder(buckets), Today, "RNCP38430"));
        Assert.Equal(170_00, HolderFunding.Request(Holder(buckets) with { RetiredOn = Today }, Today, 100_00, "rs", "RS1", "employee")
            .LearnerCredit!.Sum(credit => credit.Cents));
    }

    /// <summary>L5151-9: acquired like annual rights, L6323-15: without their cap (D6323-1 A).</summary>
    [Fact]
    public void Plan_RightsOfVolunteering_FollowAnnualRightsOutsideTheirCap()
    {
        var buckets = new[] { Bucket(1, new(AccountKinds.Annual), 3_000_00), Bucket(3, new(AccountKinds.Volunteering), 240_00),
            Bucket(4, new(AccountKinds.TopUp, "opco"), 200_00) };
        var request = HolderFunding.Request(Holder(buckets), Today, 2_100_00, "rs", "RS6151", "employee");
        Assert.Equal(240_00, request.VolunteeringCents);
        var plan = FundingPlanner.Plan(request, RuleBook.Current).Plan!;
        Assert.Equal(["annual-rights", "volunteering", "top-up", "learner"],
            plan.Lines.Select(line => line.Source).Where(source => source != "fixed-participation"));
        Assert.Equal((plan.CapCents, 240_00L),
            (plan.Lines.Single(line => line.Source == "annual-rights").AmountCents,
            plan.Lines.Single(line => line.Source == "volunteering").AmountCents));
        Assert.Contains(plan.Explanations, e => e.Text.Contains("engagement citoyen", StringComparison.Ordinal));
        Assert.Equal(0, HolderFunding.LeftOutCents(Holder(buckets), Today, "RS6151"));
    }

    /// <summary>L6323-3: nothing is usable any more, save what volunteering earned, and that for volunteers' own trainings.</summary>
    [Fact]
    public void Request_Retired_IsEmpty()
    {
        var holder = Holder(Bucket(1, new(AccountKinds.Annual), 980_00),
            Bucket(2, new(AccountKinds.Volunteering), 240_00)) with { RetiredOn = Today };
        var request = HolderFunding.Request(holder, Today, 1_000_00, "rncp", "RNCP38430", "employee");
        Assert.Equal((0L, 0L), (request.AnnualRightsCents, request.VolunteeringCents));
        Assert.Equal(240_00, HolderFunding.LeftOutCents(holder, Today, "RNCP38430"));
        Assert.Equal(240_00, holder.UsableCents(Today));
        Assert.Equal(1_220_00, holder.UsableCents(Today.AddDays(-1)));
    }

    /// <summary>Whatever the buckets: the plan adds up to the price and takes from no bucket more than it has free.</summary>
    [Fact]
    public void Plan_OfAnyBuckets_TakesNoMoreThanTheyHold()
    {
        (string Kind, string Code)[] kinds =
        [
            (AccountKinds.Annual, ""), (AccountKinds.Volunteering, ""),
            .. RuleWords.Dotations.Select(code => (AccountKinds.Dotation, code)),
            .. RuleWords.TopUps.Select(code => (AccountKinds.TopUp, code)),
        ];
        var bucket = from kind in Gen.Elements(kinds) from cents in Gen.Choose(0, 300_000) from days in Gen.Choose(
            -2, 2) from limited in Gen.Elements(true, false)
                     select (kind, cents, Until: limited ? Today.AddDays(days) : (DateOnly?)null);
        var worlds = from buckets in Gen.ListOf(bucket) from price in Gen.Choose(1, 500_000) from offer in Gen.Elements(
            FundingWords.Caps.Keys.ToArray()) select (buckets, price, offer);
        Prop.ForAll(worlds.ToArbitrary(), world =>
        {
            var holder = Holder([.. world.buckets.Select(
                (b, i) => Bucket(i + 1, new BucketTerms(b.kind.Kind, b.kind.Code, UsableUntil: b.Until), b.cents))]);
            var request = HolderFunding.Request(holder, Today, world.price, world.offer, "RNCP38430", "employee");
            if (FundingPlanner.Plan(request, RuleBook.Current).Plan is not { } plan)
                return true;
            return plan.Lines.Sum(line => line.AmountCents) == world.price
                && plan.Lines.Where(line => line.Bucket is not null).GroupBy(line => line.Bucket!.Value).All(used =>
                    used.Sum(line => line.AmountCents) <= holder.Buckets[(int)used.Key - 1].Bucket.Available
                        && !holder.Buckets[(int)used.Key - 1].IsOver(Today))
                && AtMost("annual-rights", AccountKinds.Annual) && AtMost("volunteering", AccountKinds.Volunteering);

            bool AtMost(string source, string kind) => plan.Lines.Where(line => line.Source == source).Sum(line => line.AmountCents)
                <= holder.Buckets.Where(state => state.Terms.Kind == kind && !state.IsOver(Today)).Sum(state => state.Bucket.Available);
        }).QuickCheckThrowOnFailure();
    }

    private static FundingRequest Ask(params BucketState[] buckets) =>
        HolderFunding.Request(Holder(buckets), Today, 1_000_00, "rncp", "RNCP38430", "employee");

    private static HolderEntitlements Holder(params BucketState[] buckets) => new(1, null, buckets, [], [], null, 0, []);

    private static BucketState Bucket(long id, BucketTerms terms, long free) => new(new Bucket(id, terms, free, 0), free, 0, 0, Today);
}
