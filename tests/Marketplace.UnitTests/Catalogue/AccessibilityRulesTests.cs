using Marketplace.Catalogue.Offers;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Catalogue;

public sealed class AccessibilityRulesTests
{
    [Theory]
    [InlineData("Interprète LSF sur demande", "sign-language")]
    [InlineData("Notre référente handicap vous accompagne", "disability-referent")]
    [InlineData("Horaires aménagés possibles", "adapted-pace")]
    [InlineData("Documents adaptés (gros caractères)", "adapted-materials")]
    [InlineData("Plateforme accessible (RGAA)", "remote-adapted")]
    [InlineData("Pas d'ascenseur, référent handicap joignable", "disability-referent")]
    [InlineData("Pas d'ascenseur mais référent handicap joignable", "disability-referent")]
    public void Of_KeywordInTheProvidersWords_IsAFeatureMarkedAsRead(string words, string value) =>
        Assert.Contains(new AccessibilityFeature(value, true), Of(words));

    [Theory]
    [InlineData("Pas de référent handicap")]
    [InlineData("Formation sans interprète en langue des signes, ni LSF")]
    [InlineData("Nous consulter")]
    [InlineData("Cours de malsf")]
    [InlineData("Nous n'avons pas encore de supports adaptés")]
    public void Of_NegatedOrOtherWords_IsNoFeature(string words) => Assert.Empty(Of(words));

    [Fact]
    public void Of_ConformPremises_IsDeclared()
    {
        var action = TestOffers.Action() with { DisabilityAccess = "0" };

        Assert.Equal([new AccessibilityFeature("premises", false)], AccessibilityRules.Of(action));
    }

    private static IReadOnlyList<AccessibilityFeature> Of(string words) =>
        AccessibilityRules.Of(TestOffers.Action() with { DisabilityAccess = words, Place = TestOffers.Contact() });
}
