using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Funding;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Xunit;

namespace Marketplace.UnitTests.Funding;

public sealed class FundingPlannerTests
{
    public static TheoryData<string> Cases => new(FundingCases.All);

    [Theory, MemberData(nameof(Cases))]
    public void Plan_CaseOfTheLaw_IsSharedAsTheArticleSays(string line) =>
        Assert.Equal(FundingCases.Expected(line), FundingCases.Words(FundingPlanner.Plan(FundingCases.Request(line), RuleBook.Current)));

    [Fact]
    public void Plan_OtherReadingOfExemptions_IsAChangeOfData()
    {
        var letter = RuleBookReader.Read(name => new StringReader(Seed(name).Replace(
            "participation.exempt.dotation.employer-voluntary;2019-01-01;;yes",
            "participation.exempt.dotation.employer-voluntary;2019-01-01;;no", StringComparison.Ordinal)));
        var request = FundingCases.Request("L6323-7 | 2026-05-13 | rncp employee | 1000 1000 | employer-voluntary 300 | |");
        Assert.Equal("300 employer-voluntary + 700 rights | employer-voluntary",
            FundingCases.Words(FundingPlanner.Plan(request, RuleBook.Current)));
        Assert.Equal("150 fixed + 300 employer-voluntary + 550 rights", FundingCases.Words(FundingPlanner.Plan(request, letter)));
    }

    [Fact]
    public void Plan_EachStep_IsExplainedWithItsArticle()
    {
        var plan = FundingPlanner.Plan(FundingCases.Request("D6323-1 A | 2026-05-13 | rs employee | 2000 5000 | | |"), RuleBook.Current)
            .Plan!;
        Assert.Equal([("participation.amount", "R6323"), ("cap.rs", "D6323-1 A"), ("order.sources", "R6333-3"),
            ("order.sources", "R6333-3")],
            plan.Explanations.Select(e => (e.Rule, e.Reference)));
        Assert.Equal((15_000, 150_000, 50_000), (plan.FixedParticipationCents, plan.CapCents!.Value, plan.LearnerTotalCents));
        Assert.Equal(RuleBook.Current.On(new DateOnly(2026, 5, 13)).Stamp, plan.RuleSet);
    }

    [Fact]
    public void Plan_AnyRequest_AddsUpAndTakesNeverMoreThanThereIs() => Prop.ForAll(Requests.ToArbitrary(), request =>
    {
        var rules = RuleBook.Current.On(request.On);
        if (FundingPlanner.Plan(request, RuleBook.Current) is not { Plan: { } plan })
            return request.Offer == FundingWords.LightVehicleLicence && request.Status != FundingWords.Jobseeker;
        long Of(string source, string? kind = null) =>
            plan.Lines.Where(l => l.Source == source && (kind is null || l.Kind == kind)).Sum(l => l.AmountCents);
        var capped = Of("annual-rights") + Of("dotation", "agreement");
        return plan.Lines.Sum(l => l.AmountCents) == request.PriceCents
            && plan.Lines.All(l => l.AmountCents > 0)
            && Of("annual-rights") <= Math.Min(request.AnnualRightsCents, request.PriceCents - plan.FixedParticipationCents)
            && capped <= (plan.CapCents ?? long.MaxValue)
            && request.Dotations.GroupBy(d => d.Kind).All(g => Of("dotation", g.Key) <= g.Sum(d => d.Cents))
            && request.TopUps.GroupBy(t => t.Kind).All(g => Of("top-up", g.Key) <= g.Sum(t => t.Cents))
            && plan.LearnerTotalCents == Of("fixed-participation") + Of("learner")
            && Of("fixed-participation") == plan.FixedParticipationCents
            && (plan.Exemption is not null
                || plan.FixedParticipationCents == Math.Min(request.PriceCents, rules.Get(ParticipationRules.Amount) ?? 0))
            && (plan.Exemption is null or FundingWords.Jobseeker || plan.Lines.Any(l => l.Kind == plan.Exemption))
            // Who pays the remainder has nothing left that could pay it.
            && (Of("learner") == 0 || request.TopUps.Sum(t => t.Cents) == Of("top-up"));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Plan_MoreRights_NeverCostTheLearnerMoreThanTheParticipation() => Prop.ForAll(Requests.ToArbitrary(), request =>
    {
        var less = FundingPlanner.Plan(request, RuleBook.Current).Plan;
        var more = FundingPlanner.Plan(request with { AnnualRightsCents = request.AnnualRightsCents + 10_000 }, RuleBook.Current).Plan;
        var participation = RuleBook.Current.On(request.On).Get(ParticipationRules.Amount) ?? 0;
        return less is null || more is null || more.LearnerTotalCents <= Math.Max(less.LearnerTotalCents, participation);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>A credit changes neither the lines nor what is owed: only how much of it the card pays.</summary>
    [Fact]
    public void Plan_LearnerCredit_PaysBeforeTheCardAndChangesNothingElse()
    {
        var request = new FundingRequest(new DateOnly(2026, 5, 13), 145_000, "rncp", "employee", 100_000, [], []);
        var card = FundingPlanner.Plan(request, RuleBook.Current).Plan!;
        Assert.Equal((45_000L, 0L, 45_000L), (card.LearnerTotalCents, card.CreditUsedCents, card.CardCents));
        var part = FundingPlanner.Plan(request with { LearnerCredit = [new("learner", 12_000, 7), new("learner", 8_000, 9)] },
            RuleBook.Current).Plan!;
        Assert.Equal(card.Lines, part.Lines);
        Assert.Equal((45_000L, 20_000L, 25_000L), (part.LearnerTotalCents, part.CreditUsedCents, part.CardCents));
        Assert.Equal(card.Explanations, part.Explanations.SkipLast(1));
        Assert.Contains("200,00\u00A0€", part.Explanations[^1].Text);
        var all = FundingPlanner.Plan(request with { LearnerCredit = [new("learner", 44_999, 7), new("learner", 8_000, 9),
            new("learner", 1, 11)] }, RuleBook.Current).Plan!;
        Assert.Equal((45_000L, 0L), (all.CreditUsedCents, all.CardCents));
        Assert.Equal([new("learner", 44_999, 7), new FundingSource("learner", 1, 9)], all.CreditUsed);
    }

    private static readonly Gen<FundingRequest> Requests =
        from day in Gen.Elements(RuleBook.Current.Changes.SelectMany(d => new[] { d, d.AddDays(1) }).ToArray())
        from price in Gen.OneOf(Gen.Choose(1, 20_000), Gen.Choose(1, 600_000))
        from offer in Gen.Elements(FundingWords.Caps.Keys.ToArray())
        from status in Gen.Elements(FundingWords.Statuses.ToArray())
        from rights in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 800_000))
        from dotations in Money(RuleWords.Dotations)
        from topUps in Money(RuleWords.TopUps)
        select new FundingRequest(day, price, offer, status, rights, dotations, topUps);

    private static Gen<List<FundingSource>> Money(IReadOnlyList<string> kinds) =>
        from count in Gen.Choose(0, 3)
        from items in (from kind in Gen.Elements(kinds.ToArray()) from cents in Gen.Choose(1, 300_000) select new FundingSource(
            kind, cents)).ListOf(count)
        select items.ToList();

    private static string Seed(string name)
    {
        using var text = Marketplace.Platform.Importing.SeedFiles.OpenText("regulation/" + name);
        return text.ReadToEnd();
    }
}
