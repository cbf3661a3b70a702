using Marketplace.Money.Dotations;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Dotations;

public sealed class DotationProductTests
{
    private static readonly RulesInForce Today = RuleBook.Current.On(new DateOnly(2026, 11, 26));

    [Theory]
    [InlineData("employer-penalty", 3_000_00L, false)]
    [InlineData("performance-agreement-dismissal", 3_000_00L, true)]
    [InlineData("employer-voluntary", null, true)]
    [InlineData("agreement", null, true)]
    [InlineData("top-up", null, true)]
    public void LegalAmount_IsTheRuleBooks(string product, long? cents, bool more) =>
        Assert.Equal((cents, more), (Find(product).LegalAmount(Today), Find(product).MayGiveMore));

    /// <summary>R6323-42-1 is about III of L6323-4: what is owed by law is owed without condition; and nothing before its decree.</summary>
    [Theory]
    [InlineData("employer-voluntary", "2026-11-26", true)]
    [InlineData("agreement", "2026-11-26", true)]
    [InlineData("top-up", "2026-11-26", true)]
    [InlineData("employer-penalty", "2026-11-26", false)]
    [InlineData("performance-agreement-dismissal", "2026-11-26", false)]
    [InlineData("employer-voluntary", "2025-04-17", true)]
    [InlineData("employer-voluntary", "2025-04-16", false)]
    public void MayHaveConditions_OnlyWhereTheLawAllowsThem(string product, string day, bool allowed) =>
        Assert.Equal(allowed,
            Find(product).MayHaveConditions(RuleBook.Current.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Codes_AreKindsOfMoneyThatTheOrderOfUseKnows() => Assert.All(DotationProduct.All, product =>
        Assert.Subset((product.AccountKind == AccountKinds.Dotation ? RuleWords.Dotations : RuleWords.TopUps).ToHashSet(),
            product.Codes.ToHashSet()));

    [Fact]
    public void Products_AreThoseThatTheRuleOfConditionsKnows() =>
        Assert.Equal(RuleWords.OrderedProducts.Order(), DotationProduct.All.Select(p => p.Key).Order());

    [Theory]
    [InlineData("draft", "confirm", "awaiting-cash")]
    [InlineData("draft", "receive", null)]
    [InlineData("awaiting-cash", "receive", "received")]
    [InlineData("awaiting-cash", "credit", null)]
    [InlineData("received", "cancel", null)]
    [InlineData("received", "credit", "credited")]
    [InlineData("credited", "credit", null)]
    [InlineData("cancelled", "confirm", null)]
    [InlineData("cancelled", "receive", null)]
    public void OrderProcess_KnowsTheseStepsOnly(string from, string @event, string? to) =>
        Assert.Equal(to, OrderProcess.Table.Lines.Where(line => line.From == from && line.Event == @event).Select(line => line.To)
            .Distinct().SingleOrDefault());

    private static DotationProduct Find(string key) => Assert.IsType<DotationProduct>(DotationProduct.Find(key));
}
