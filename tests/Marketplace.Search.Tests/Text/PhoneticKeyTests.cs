using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class PhoneticKeyTests
{
    [Theory]
    [InlineData("informatik", "informatique")]
    [InlineData("pharmatie", "pharmacie")]
    [InlineData("hotelerie", "hotellerie")]
    [InlineData("secretere", "secretaire")]
    [InlineData("fotographe", "photographe")]
    [InlineData("kuisine", "cuisine")]
    [InlineData("assurence", "assurance")]
    [InlineData("banqe", "banque")]
    public void Of_WordsThatSoundTheSame_IsOne(string typed, string meant) => Assert.Equal(PhoneticKey.Of(meant), PhoneticKey.Of(typed));

    [Theory]
    [InlineData("drone", "drome")]
    [InlineData("pain", "paie")]
    [InlineData("cariste", "caviste")]
    [InlineData("vente", "verte")]
    [InlineData("manager", "manger")]
    public void Of_WordsThatSoundDifferent_Differs(string one, string other) => Assert.NotEqual(PhoneticKey.Of(one), PhoneticKey.Of(other));
}
