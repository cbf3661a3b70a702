using Marketplace.Payments.BankDetails;
using Xunit;

namespace Marketplace.UnitTests.BankDetails;

/// <summary>What can be told of an account number without asking the bank. The numbers are the registry's own examples.</summary>
public sealed class IbanTests
{
    private const string French = "FR1420041010050500013M02606";

    [Theory]
    [InlineData(French)]
    [InlineData("DE89370400440532013000")]
    [InlineData("BE68539007547034")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    [InlineData("MC5811222000010123456789030")]
    public void Problem_OfAnExampleOfTheRegistry_IsNone(string iban) => Assert.Null(Iban.Problem(iban));

    [Theory]
    [InlineData("", "deux lettres")]
    [InlineData("1420041010050500013M02606", "deux lettres")]
    [InlineData("FR1420041010050500013M026", "27 caractères")]
    [InlineData("US1420041010050500013M02606", "SEPA")]
    [InlineData("FR1520041010050500013M02606", "clé")]
    public void Problem_OfABadOne_SaysWhatToMend(string iban, string word) =>
        Assert.Contains(word, Iban.Problem(iban), StringComparison.Ordinal);

    [Fact]
    public void Normalise_TypedAsOnPaper_IsTheNumber() =>
        Assert.Equal(French, Iban.Normalise(" fr14 2004 1010\u00A00505 0001 3M02 606 "));

    /// <summary>Modulo 97 sees every digit mistyped and every two neighbours exchanged, wherever it is.</summary>
    [Fact]
    public void Problem_OfOneMistypedOrTwoExchangedCharacters_IsAlwaysSeen()
    {
        for (var place = 4; place < French.Length; place++)
        {
            for (var by = 1; char.IsAsciiDigit(French[place]) && by < 10; by++)
                Assert.NotNull(Iban.Problem(French[..place] + (char)('0' + ((French[place] - '0' + by) % 10)) + French[(place + 1)..]));
            if (place + 1 < French.Length && French[place] != French[place + 1])
                Assert.NotNull(Iban.Problem(French[..place] + French[place + 1] + French[place] + French[(place + 2)..]));
        }
    }

    [Theory]
    [InlineData("PSSTFRPPPAR", true)]
    [InlineData("AGRIFRPP", true)]
    [InlineData("AGRIFRPP8", false)]
    [InlineData("AGR1FRPP", false)]
    public void BicProblem_KnowsTheShape(string bic, bool fine) => Assert.Equal(fine, Iban.BicProblem(bic) is null);
}
