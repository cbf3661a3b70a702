using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Text;
using Xunit;

namespace Marketplace.UnitTests.Funding;

/// <summary>R6323-42-1: earmarked money serves its certifications, until its last day.</summary>
public sealed class UsableRightsTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    private static readonly IReadOnlyList<Bucket> Buckets =
    [
        new(1, new BucketTerms(AccountKinds.Annual), 1_000_00, 200_00),
        new(2, new BucketTerms(AccountKinds.Dotation, "employer-voluntary", "employer:123456782"), 500_00, 0),
        new(3, new BucketTerms(AccountKinds.Dotation, "employer-voluntary", "employer:123456782", ["RNCP37805"], Day, true), 300_00, 0),
        new(4, new BucketTerms(AccountKinds.Dotation, "employer-voluntary", "employer:123456782", ["RNCP37805"], Day.AddDays(-1), true),
        100_00, 0),
        new(5, new BucketTerms(AccountKinds.TopUp, "region", "funder:234567891", ["RS5252"]), 50_00, 0),
        new(6, new BucketTerms(AccountKinds.Dotation, "agreement", "employer:123456782"), 0, 70_00),
        new(7, new BucketTerms(AccountKinds.PublicHours), 25_00, 0),
    ];

    [Theory]
    [InlineData("RNCP37805", new long[] { 3, 2 }, new long[0])]
    [InlineData("RS5252", new long[] { 2 }, new long[] { 5 })]
    [InlineData(null, new long[] { 2 }, new long[0])]
    public void Of_ACertification_GivesWhatMayServeItSoonestEndFirst(string? certification, long[] dotations, long[] topUps)
    {
        var rights = UsableRights.Of(Buckets, certification, Day);
        Assert.Equal(1_000_00, rights.AnnualRightsCents);
        Assert.Equal(dotations, rights.Dotations.Select(d => d.Bucket!.Value));
        Assert.Equal(topUps, rights.TopUps.Select(t => t.Bucket!.Value));
    }

    [Theory]
    [InlineData("1 500,00 €", 1_500_00)]
    [InlineData("1500.5", 1_500_50)]
    [InlineData("-12,34", -12_34)]
    [InlineData("0", 0)]
    public void TryRead_EurosAsPeopleWriteThem_GivesCents(string text, long cents)
    {
        Assert.True(EuroText.TryRead(text, out var read));
        Assert.Equal(cents, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12,345")]
    [InlineData("1,500,00")]
    [InlineData("1e5")]
    [InlineData("douze")]
    [InlineData("99999999999999999999")]
    public void TryRead_AnythingElse_IsRefused(string? text) => Assert.False(EuroText.TryRead(text, out _));
}
