using FsCheck;
using FsCheck.Fluent;
using Marketplace.Money.Crediting;
using Xunit;

namespace Marketplace.UnitTests.Crediting;

/// <summary>R6323-43, R6323-44: 15 euros an hour, within the cap on rights.</summary>
public sealed class HoursOfferTests
{
    [Theory]
    [InlineData(150_00, 0, 5_000_00, 150_00, 2_250_00, false)]
    [InlineData(150_00, 4_000_00, 5_000_00, 66_66, 999_90, true)]
    [InlineData(150_00, 5_000_00, 5_000_00, 0, 0, true)]
    [InlineData(150_00, 5_600_00, 5_000_00, 0, 0, true)]
    [InlineData(0, 0, 5_000_00, 0, 0, false)]
    [InlineData(400_00, 0, 8_000_00, 400_00, 6_000_00, false)]
    public void Of_HoursAndRights_ConvertsWhatTheCapLeavesRoomFor(long free, long rights, long cap, long hours, long cents, bool limited) =>
        Assert.Equal(new HoursOffer(hours, cents, limited), HoursOffer.Of(free, rights, cap, 15_00));

    [Fact]
    public void Of_Anything_NeitherPassesTheCapNorTakesMoreThanItGives() => Prop.ForAll<ushort, uint, uint>((free, rights, cap) =>
        Enumerable.Range(1, 200).All(hourValue =>
        {
            var offer = HoursOffer.Of(free, rights, cap, hourValue);
            return offer.CentiHours >= 0 && offer.CentiHours <= free && offer.Cents >= 0
                && (offer.Cents == 0 || rights + offer.Cents <= cap)
                && offer.CentiHours * hourValue / 100 == offer.Cents && (offer.CentiHours == 0) == (offer.Cents == 0);
        })).QuickCheckThrowOnFailure();
}
