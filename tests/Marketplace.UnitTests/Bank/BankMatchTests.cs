using Marketplace.Money.Bank;
using Xunit;

namespace Marketplace.UnitTests.Bank;

public sealed class BankMatchTests
{
    private const string Label = "CPF-123456782-BALE-261126";
    private const long Total = 6_000_00;

    [Theory]
    [InlineData("EUR", 6_000_00, Label, "awaiting-cash", null)]
    [InlineData("EUR", 6_000_00, "rien", "awaiting-cash", BankReasons.NoLabel)]
    [InlineData("EUR", 6_000_00, "CPF-123456782-BALE-261126 CPF-123456782-BALU-261126", "awaiting-cash", BankReasons.SeveralLabels)]
    [InlineData("EUR", 6_000_00, "CPF-123456782-BALU-261126", "awaiting-cash", BankReasons.UnknownLabel)]
    [InlineData("EUR", 5_999_99, Label, "awaiting-cash", BankReasons.TooLittle)]
    [InlineData("EUR", 6_000_01, Label, "awaiting-cash", BankReasons.TooMuch)]
    [InlineData("EUR", 6_000_00, Label, "received", BankReasons.AlreadyPaid)]
    [InlineData("EUR", 6_000_00, Label, "credited", BankReasons.AlreadyPaid)]
    [InlineData("EUR", 6_000_00, Label, "cancelled", BankReasons.Cancelled)]
    [InlineData("CHF", 6_000_00, Label, "awaiting-cash", BankReasons.OtherCurrency)]
    public void Of_OnlyOneLabelWithItsVeryAmount_Pays(string currency, long cents, string text, string state, string? reason) =>
        Assert.Equal(reason, BankMatch.Of(currency, cents, text, false, Find(state)).Reason);

    [Fact]
    public void Of_AReferenceThatCameWithOtherContent_Waits() =>
        Assert.Equal(BankReasons.ReferenceReused, BankMatch.Of("EUR", Total, Label, true, Find("awaiting-cash")).Reason);

    [Fact]
    public void Words_SayEachReason() => Assert.Equal(
        typeof(BankReasons).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(),
        BankReasons.Words.Keys.Order());

    [Theory]
    [InlineData("new", "match", "matched")]
    [InlineData("new", "return", null)]
    [InlineData("set-aside", "attach", "matched")]
    [InlineData("set-aside", "return", "returned")]
    [InlineData("matched", "return", null)]
    [InlineData("returned", "attach", null)]
    public void Process_KnowsTheseStepsOnly(string from, string @event, string? to) =>
        Assert.Equal(to, BankEntryProcess.Table.Lines.SingleOrDefault(line => line.From == from && line.Event == @event)?.To);

    private static Func<string, PayableOrder?> Find(string state) => key => key == "CPF123456782BALE261126"
        ? new PayableOrder(Guid.Empty, state, Total) : null;
}
