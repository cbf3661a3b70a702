using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Funding;
using Xunit;

namespace Marketplace.UnitTests.Funding;

public sealed class SharesTests
{
    [Fact]
    public void Proportional_EqualRemainders_GiveTheCentToTheEarlier()
    {
        Assert.Equal([34, 33, 33], Shares.Proportional(100, [1, 1, 1]));
        Assert.Equal([1, 0], Shares.Proportional(1, [5, 5]));
        Assert.Equal([2, 2, 1], Shares.Proportional(5, [7, 7, 7]));
    }

    [Fact]
    public void Proportional_LargestRemainder_ComesBeforeTheEarlier() =>
        Assert.Equal([1, 3, 6], Shares.Proportional(10, [1, 2, 4]));

    [Fact]
    public void Proportional_AmountsBeyondAProductOfLongs_AreExact() =>
        Assert.Equal([2_000_000_000_000_000_000, 1_000_000_000_000_000_000],
            Shares.Proportional(3_000_000_000_000_000_000, [4_000_000_000_000_000_000, 2_000_000_000_000_000_000]));

    [Fact]
    public void Proportional_NothingToShareOver_IsRefusedUnlessNothingIsShared()
    {
        Assert.Equal([0, 0], Shares.Proportional(0, [0, 0]));
        Assert.Throws<ArgumentException>(() => Shares.Proportional(1, [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.Proportional(-1, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.Proportional(1, [2, -1]));
    }

    [Fact]
    public void InOrder_TakesEachAsFarAsItGoes()
    {
        Assert.Equal([5, 2, 0], Shares.InOrder(7, [5, 3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares.InOrder(13, [5, 3, 4]));
    }

    [Fact]
    public void Proportional_AnyAmounts_AddUpAndStayWithinACentOfTheirShare() => Prop.ForAll(
        Gen.Choose(1, 1_000_000).Select(amount => (long)amount).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(0, 1_000_000).ToArbitrary(), (amounts, permille) =>
        {
            var list = amounts.ToList();
            var total = list.Sum() * permille / 1_000_000;
            var shares = Shares.Proportional(total, list);
            return shares.Sum() == total && shares.Zip(list).All(pair => pair.First >= 0 && pair.First <= pair.Second
                && Math.Abs(pair.First - ((decimal)total * pair.Second / list.Sum())) < 1);
        }).QuickCheckThrowOnFailure();
}
