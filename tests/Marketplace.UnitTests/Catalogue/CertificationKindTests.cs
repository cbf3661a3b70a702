using Marketplace.Catalogue.Offers;
using Xunit;

namespace Marketplace.UnitTests.Catalogue;

public sealed class CertificationKindTests
{
    private static readonly string[] Known = ["RNCP1BC01", "RNCP1BC02"];

    [Theory]
    [InlineData("RS5616", "rs")]
    [InlineData("CPF200", "vae")]
    [InlineData("CPF202", "skills-review")]
    [InlineData("CPF206", "driving-licence")]
    public void Of_Code_TellsTheKind(string code, string kind) => Assert.Equal(kind, CertificationKind.Of(code, [], []));

    [Fact]
    public void Of_SomeOfTheKnownBlocks_IsBlock() => Assert.Equal("rncp-block", CertificationKind.Of("RNCP1", ["RNCP1BC01"], Known));

    [Fact]
    public void Of_AllKnownBlocks_IsTheWholeCertification() => Assert.Equal("rncp", CertificationKind.Of("RNCP1", Known, Known));

    [Fact]
    public void Of_UnknownBlocks_IsTheWholeCertification() => Assert.Equal("rncp", CertificationKind.Of("RNCP1", ["RNCP1BC01"], []));

    [Fact]
    public void Of_ForeignCode_IsRefused() => Assert.Throws<ArgumentException>(() => CertificationKind.Of("XYZ1", [], []));
}
