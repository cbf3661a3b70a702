using FsCheck;
using FsCheck.Fluent;
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

    /// <summary>
    /// Of any number that passes: each digit mistyped is seen, and each two neighbours exchanged but 0 and 9, which Luhn cannot tell.
    /// </summary>
    [Fact]
    public void PassesCheck_OneMistypedOrTwoExchangedDigits_IsSeen() => Prop.ForAll(
        Gen.Choose(0, 99_999_999).Zip(Gen.Choose(0, 9999)).ToArbitrary(), made =>
        {
            var siret = Siret.WithCheckDigit(Siret.SirenWithCheckDigit($"{made.Item1:D8}") + $"{made.Item2:D4}");
            // La Poste's numbers have a rule of their own, which lets through what Luhn refuses.
            return siret.StartsWith("356000000", StringComparison.Ordinal) || (Siret.PassesCheck(siret)
                && Enumerable.Range(0, siret.Length).All(place => Enumerable.Range(1, 9).All(by => !Siret.PassesCheck(
                    siret[..place] + (char)('0' + ((siret[place] - '0' + by) % 10)) + siret[(place + 1)..])))
                && Enumerable.Range(0, siret.Length - 1).All(place => (siret[place], siret[place + 1]) is var (a, b)
                    && (a == b || (a, b) is ('0', '9') or ('9', '0')
                        || !Siret.PassesCheck(siret[..place] + b + a + siret[(place + 2)..]))));
        }).QuickCheckThrowOnFailure();

    /// <summary>La Poste: any number of hers whose digits add up to a multiple of five passes; else only Luhn lets it through.</summary>
    [Fact]
    public void PassesCheck_OfLaPoste_AddsUpDigits() => Prop.ForAll(Gen.Choose(0, 99_999).ToArbitrary(), establishment =>
    {
        var siret = $"356000000{establishment:D5}";
        return siret.Sum(c => c - '0') % 5 != 0 || Siret.PassesCheck(siret);
    }).QuickCheckThrowOnFailure();
}
