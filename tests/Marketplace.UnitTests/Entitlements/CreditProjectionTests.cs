using Marketplace.Money.Crediting;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Entitlements;

/// <summary>What the next crediting will bring, by the batch's own computation.</summary>
public sealed class CreditProjectionTests
{
    private static readonly DateOnly Today = new(2026, 5, 13);

    [Fact]
    public void Of_NothingDeclared_KnowsNothing() => Assert.Null(CreditProjection.Of(Holder(), RuleBook.Current, Today));

    [Fact]
    public void Of_Retired_ExpectsNothing() =>
        Assert.Null(CreditProjection.Of(Holder(declared: [(2025, FullTime(2025))]) with { RetiredOn = Today }, RuleBook.Current, Today));

    [Fact]
    public void Of_DeclaredAndNotCredited_IsTheDeclaredYear()
    {
        var next = CreditProjection.Of(Holder(declared: [(2025, FullTime(2025))]), RuleBook.Current, Today)!;
        Assert.Equal((2025, true, 500_00L, new DateOnly(2026, 6, 30)), (next.Year, next.Declared, next.Cents, next.PostedBy));
    }

    [Fact]
    public void Of_YearCreditedAlready_SupposesTheSameWorkInTheNext()
    {
        var next = CreditProjection.Of(
            Holder(free: 500_00, [(2025, FullTime(2025))], new AssessedYear(2025, "employee", Credited(500_00, 5_000_00))),
            RuleBook.Current, Today)!;
        Assert.Equal((2026, false, 500_00L, new DateOnly(2027, 6, 30)), (next.Year, next.Declared, next.Cents, next.PostedBy));
    }

    [Fact]
    public void Of_NearTheCap_LeavesRoomForTheRestOnly()
    {
        var next = CreditProjection.Of(Holder(free: 4_700_00, [(2025, FullTime(2025))]), RuleBook.Current, Today)!;
        Assert.Equal(300_00, next.Cents);
        Assert.Contains(ProjectionText.Explain(next),
            text => text.Text.Contains("plafond de 5\u202F000,00\u00A0€", StringComparison.Ordinal) && text.Reference == "R6323-1");
    }

    /// <summary>R6323-3-1 II: from the crediting for the year of the declaration.</summary>
    [Fact]
    public void Of_LevelDeclaredThisYear_RaisesTheCreditForThisYear()
    {
        var holder = Holder(free: 500_00, [(2025, FullTime(2025))], new AssessedYear(2025, "employee", Credited(500_00, 5_000_00)))
            with { Levels = [new(new DateOnly(2026, 5, 12), true)] };
        Assert.Equal(800_00, CreditProjection.Of(holder, RuleBook.Current, Today)!.Cents);
    }

    /// <summary>L6323-45: what was taken back and already used is kept back.</summary>
    [Fact]
    public void Of_OwedRights_AreKeptBack()
    {
        var next = CreditProjection.Of(Holder(declared: [(2025, FullTime(2025))]) with { Owed = 120_00 }, RuleBook.Current, Today)!;
        Assert.Equal(380_00, next.Cents);
        Assert.Contains(ProjectionText.Explain(next), text => text.Reference == "L6323-45");
    }

    /// <summary>Décret 2017-928: 25 hours a year.</summary>
    [Fact]
    public void Of_PublicAgent_IsInHours()
    {
        var next = CreditProjection.Of(
            Holder(declared: [(2025, FullTime(2025) with { Regime = Regimes.PublicAgent, Basis = Bases.Rate, Quantity = 100_00 })]),
            RuleBook.Current, Today)!;
        Assert.Equal((0L, 25_00L), (next.Cents, next.Centihours));
        Assert.Contains(ProjectionText.Explain(next), text => text.Text.Contains("25\u00A0h", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_EachSentence_HasItsArticle() => Assert.All(
        ProjectionText.Explain(
        CreditProjection.Of(Holder(declared: [(2025, FullTime(2025) with { Disabled = true })]), RuleBook.Current, Today)!),
        text => Assert.Contains(text.Reference, RuleBook.Current.References.Keys));

    private static ActivityDeclaration FullTime(int year) =>
        new(Regimes.Employee, Bases.Hours, 1_607_00, null, "", new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), false, false, false);

    private static YearCredit Credited(long cents, long cap) => new(new CreditedPart(cents, cap, cents), default, default);

    private static HolderEntitlements Holder(
        long free = 0, IReadOnlyList<(int, ActivityDeclaration)>? declared = null, params AssessedYear[] years) => new(
        1, null, free == 0 ? [] : [new BucketState(new Bucket(1, new BucketTerms(AccountKinds.Annual), free, 0), free, 0, 0, Today)], years,
        [], null, 0, declared ?? []);
}
