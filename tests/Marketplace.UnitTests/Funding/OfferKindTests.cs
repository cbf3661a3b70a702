using Marketplace.Money.Funding;
using Xunit;

namespace Marketplace.UnitTests.Funding;

public sealed class OfferKindTests
{
    [Theory]
    [InlineData("rncp", "CAP Cuisine", "rncp")]
    [InlineData("rncp-block", "CAP Cuisine", "rncp-block")]
    [InlineData("vae", "Accompagnement à la VAE", "vae")]
    [InlineData("skills-review", "Bilan de compétences", "skills-review")]
    [InlineData("rs", "TOEIC", "rs")]
    [InlineData("rs", "Socle de connaissances et de compétences professionnelles (CléA)", "clea")]
    [InlineData("rs", "CléA numérique", "clea")]
    [InlineData("driving-licence", "Permis de conduire catégorie B", "light-vehicle-licence")]
    [InlineData("driving-licence", "Permis de conduire catégorie A2", "light-vehicle-licence")]
    [InlineData("driving-licence", "Permis de conduire catégorie CE", "heavy-vehicle-licence")]
    [InlineData("driving-licence", "Permis de conduire catégorie D", "heavy-vehicle-licence")]
    [InlineData("driving-licence", "Permis bateau", null)]
    [InlineData("driving-licence", "Permis de conduire catégorie ", null)]
    [InlineData("inconnu", "Inconnu", null)]
    public void Of_Certification_IsTheKindThatItsCapGoesBy(string type, string title, string? kind) =>
        Assert.Equal(kind, OfferKind.Of(type, title));
}
