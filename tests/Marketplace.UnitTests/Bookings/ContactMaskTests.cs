using Marketplace.Bookings.Messages;
using Xunit;

namespace Marketplace.UnitTests.Bookings;

/// <summary>What counts as contact data in a text, and what does not.</summary>
public sealed class ContactMaskTests
{
    [Theory]
    [InlineData("Écrivez à zoe.dupont+cpf@exemple.fr.")]
    [InlineData("zoe arobase exemple point fr")]
    [InlineData("zoe(at)exemple.fr")]
    [InlineData("Voyez https://exemple.org/page?a=b")]
    [InlineData("Voyez www.exemple.org")]
    [InlineData("Voyez exemple.fr/inscription")]
    [InlineData("06 39 98 00 00")]
    [InlineData("06.39.98.00.00")]
    [InlineData("+33 (0)6-39-98-00-00")]
    [InlineData("0639980000")]
    public void Apply_ContactData_IsMasked(string text)
    {
        var masked = ContactMask.Apply(text);
        Assert.Contains(ContactMask.Mark, masked, StringComparison.Ordinal);
        Assert.DoesNotContain("exemple.", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("98", masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Le 12/01/2027 à 14 h 30, puis du 15/03/2027 au 18/03/2027.")]
    [InlineData("Du 12.01.2027 au 15.03.2027, pour 1 450,00 €.")]
    [InlineData("RNCP38430, 600 heures, salle 12")]
    [InlineData("Il faut 3 ans d’expérience. Le module dure 35 h.")]
    public void Apply_DatesPricesAndCodes_Stay(string text) => Assert.Equal(text, ContactMask.Apply(text));

    [Fact]
    public void Apply_LongestTextOfOneKind_IsReadAtOnce()
    {
        foreach (var piece in new[] { "a", "a.", "1 ", "a@", "www.", "+(" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 4000 / piece.Length));
            Assert.InRange(ContactMask.Apply(text).Length, 0, 100_000);
        }
    }
}
