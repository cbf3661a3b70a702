using Marketplace.Catalogue.Providers;
using Xunit;

namespace Marketplace.UnitTests.Providers;

public sealed class SiretTests
{
    [Theory]
    [InlineData("13002374000439", true)]
    [InlineData("13002374000438", false)]
    [InlineData("35600000000048", true)] // La Poste's head office passes both rules
    [InlineData("35600000009075", true)] // digits add up to a multiple of five
    [InlineData("35600000009076", false)]
    [InlineData("1300237400043", false)]
    [InlineData("1300237400043X", false)]
    [InlineData("", false)]
    public void PassesCheck_KnowsTheKey(string siret, bool passes) => Assert.Equal(passes, Siret.PassesCheck(siret));

    [Fact]
    public void WithCheckDigit_AlwaysPasses()
    {
        for (var i = 0; i < 1000; i++)
            Assert.True(Siret.PassesCheck(Siret.WithCheckDigit($"{Siret.SirenWithCheckDigit($"999{i:D5}")}0001")));
    }
}
