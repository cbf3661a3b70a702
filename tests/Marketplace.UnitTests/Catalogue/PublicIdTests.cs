using Marketplace.Catalogue.Offers;
using Xunit;

namespace Marketplace.UnitTests.Catalogue;

public sealed class PublicIdTests
{
    [Theory]
    [InlineData("F_1", "A1", "12345678901234_F~5F1_A1")]
    [InlineData("F.1-x", "é", "12345678901234_F.1-x_~C3~A9")]
    [InlineData("a/b", "~", "12345678901234_a~2Fb_~7E")]
    public void Of_AnyNumber_EscapesEveryOtherByte(string offer, string action, string id) =>
        Assert.Equal(id, PublicId.Of("12345678901234", offer, action));

    [Fact]
    public void Of_NumbersThatWouldCollideUnescaped_Differ() =>
        Assert.NotEqual(PublicId.Of("1", "a_b", "c"), PublicId.Of("1", "a", "b_c"));
}
