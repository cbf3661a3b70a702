using FsCheck;
using FsCheck.Fluent;
using Marketplace.Core.Entitlements;
using Marketplace.Core.Funding;
using Marketplace.Core.Ledger;
using Marketplace.Core.Regulation;
using Xunit;

namespace Marketplace.Core.Tests.Entitlements;

/// <summary>What of a holder's money may pay for one training on one day.</summary>
public sealed class HolderFundingTests
{
    private static readonly DateOnly Today = new(2026, 5, 13);

    [Fact]
    public void Request_BucketsOfAllKinds_GivesTheirMoney()
    {
        var request = Ask(Bucket(1, new(AccountKinds.Annual), 980_00), Bucket(2, new(AccountKinds.Dotation, "employer-penalty"), 3_000_00), Bucket(3, new(AccountKinds.TopUp, "opco"), 200_00));
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
            Bucket(1, new(AccountKinds.Dotation, "agreement", Earmark: ["RNCP1"]), 100_00), Bucket(2, new(AccountKinds.Dotation, "agreement", Earmark: ["RNCP2", "RNCP38430"]), 200_00),
            Bucket(3, new(AccountKinds.Dotation, "agreement", UsableUntil: Today.AddDays(-1)), 400_00), Bucket(4, new(AccountKinds.Dotation, "agreement", UsableUntil: Today), 800_00),
        };
        Assert.Equal([4L, 2L], Ask(buckets).Dotations.Select(source => source.Bucket!.Value));
        Assert.Equal(100_00, HolderFunding.LeftOutCents(Holder(buckets), Today, "RNCP38430"));
    }

    /// <summary>No text says where rights of volunteering stand in the order; hours and card payments are no money of the account.</summary>
    [Fact]
    public void Request_HoursCardPaymentsAndVolunteering_AreLeftOut()
    {
        var buckets = new[] { Bucket(1, new(AccountKinds.PublicHours), 25_00), Bucket(2, new(AccountKinds.Learner, "x"), 150_00), Bucket(3, new(AccountKinds.Volunteering), 240_00) };
        var request = Ask(buckets);
        Assert.Equal((0L, 0, 0), (request.AnnualRightsCents, request.Dotations.Count, request.TopUps.Count));
        Assert.Equal(240_00, HolderFunding.LeftOutCents(Holder(buckets), Today, "RNCP38430"));
        Assert.Equal(240_00, Holder(buckets).UsableCents(Today));
    }

    /// <summary>L6323-3: nothing is usable any more, save what volunteering earned.</summary>
    [Fact]
    public void Request_Retired_IsEmpty()
    {
        var holder = Holder(Bucket(1, new(AccountKinds.Annual), 980_00), Bucket(2, new(AccountKinds.Volunteering), 240_00)) with { RetiredOn = Today };
        Assert.Equal(0, HolderFunding.Request(holder, Today, 1_000_00, "rncp", "RNCP38430", "employee").AnnualRightsCents);
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
            .. RuleWords.Dotations.Select(code => (AccountKinds.Dotation, code)), .. RuleWords.TopUps.Select(code => (AccountKinds.TopUp, code)),
        ];
        var bucket = from kind in Gen.Elements(kinds) from cents in Gen.Choose(0, 300_000) from days in Gen.Choose(-2, 2) from limited in Gen.Elements(true, false)
                     select (kind, cents, Until: limited ? Today.AddDays(days) : (DateOnly?)null);
        var worlds = from buckets in Gen.ListOf(bucket) from price in Gen.Choose(1, 500_000) from offer in Gen.Elements(FundingWords.Caps.Keys.ToArray()) select (buckets, price, offer);
        Prop.ForAll(worlds.ToArbitrary(), world =>
        {
            var holder = Holder([.. world.buckets.Select((b, i) => Bucket(i + 1, new BucketTerms(b.kind.Kind, b.kind.Code, UsableUntil: b.Until), b.cents))]);
            var request = HolderFunding.Request(holder, Today, world.price, world.offer, "RNCP38430", "employee");
            if (FundingPlanner.Plan(request, RuleBook.Current).Plan is not { } plan)
                return true;
            return plan.Lines.Sum(line => line.AmountCents) == world.price
                && plan.Lines.Where(line => line.Bucket is not null).GroupBy(line => line.Bucket!.Value).All(used =>
                    used.Sum(line => line.AmountCents) <= holder.Buckets[(int)used.Key - 1].Bucket.Available && !holder.Buckets[(int)used.Key - 1].IsOver(Today))
                && plan.Lines.Where(line => line.Source == "annual-rights").Sum(line => line.AmountCents)
                    <= holder.Buckets.Where(state => state.Terms.Kind == AccountKinds.Annual && !state.IsOver(Today)).Sum(state => state.Bucket.Available);
        }).QuickCheckThrowOnFailure();
    }

    private static FundingRequest Ask(params BucketState[] buckets) => HolderFunding.Request(Holder(buckets), Today, 1_000_00, "rncp", "RNCP38430", "employee");

    private static HolderEntitlements Holder(params BucketState[] buckets) => new(1, null, buckets, [], [], null, 0, []);

    private static BucketState Bucket(long id, BucketTerms terms, long free) => new(new Bucket(id, terms, free, 0), free, 0, 0, Today);
}
