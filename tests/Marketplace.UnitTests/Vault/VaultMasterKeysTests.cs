using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Platform.Vault;
using Xunit;

namespace Marketplace.UnitTests.Vault;

public sealed class VaultMasterKeysTests
{
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);
    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);
    private static readonly MasterKeys Old = new("old", new Dictionary<string, byte[]> { ["old"] = First });
    private static readonly MasterKeys Both = new("new", new Dictionary<string, byte[]> { ["old"] = First, ["new"] = Second });
    private static readonly MasterKeys New = new("new", new Dictionary<string, byte[]> { ["new"] = Second });

    private static Arbitrary<byte[]> Secrets => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary();

    [Fact]
    public void Seal_AnySecret_OpensForItsPurpose() => Prop.ForAll(Secrets, secret =>
        secret.AsSpan().SequenceEqual(Old.Open(Old.Seal(secret, "p"), "p"))).QuickCheckThrowOnFailure();

    [Fact]
    public void Seal_OtherPurpose_DoesNotOpen() => Prop.ForAll(Secrets, secret =>
    {
        Assert.ThrowsAny<CryptographicException>(() => Old.Open(Old.Seal(secret, "p"), "q"));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Seal_SameSecretTwice_LooksDifferent() =>
        Assert.NotEqual(Old.Seal("secret"u8, "p"), Old.Seal("secret"u8, "p"));

    [Fact]
    public void Open_AnyBitFlipped_IsRefused()
    {
        var good = Old.Seal("un secret"u8, "p");
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => Old.Open(bad, "p"));
        }
    }

    [Fact]
    public void Open_CutAnywhere_IsRefused()
    {
        var good = Old.Seal("un secret"u8, "p");
        for (var length = 0; length < good.Length; length++)
            Assert.ThrowsAny<CryptographicException>(() => Old.Open(good.AsSpan(0, length), "p"));
    }

    [Fact]
    public void Open_KeyNotAmongTheSettings_NamesIt()
    {
        var failure = Assert.Throws<MissingMasterKeyException>(() => New.Open(Old.Seal("secret"u8, "p"), "p"));
        Assert.Equal("old", failure.Key);
        Assert.Contains("old", failure.Message);
    }

    [Fact]
    public void Open_OtherKeyOfTheSameName_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(
            () => new MasterKeys("old", new Dictionary<string, byte[]> { ["old"] = Second }).Open(Old.Seal("secret"u8, "p"), "p"));

    [Fact]
    public void Reseal_NoLongerNeedsTheOldKey()
    {
        var fresh = Both.Reseal(Old.Seal("secret"u8, "p"), "p");
        Assert.Equal("new", MasterKeys.KeyOf(fresh));
        Assert.Equal("secret"u8, New.Open(fresh, "p"));
    }

    [Fact]
    public void SealedXml_Resealed_OpensWithTheNewKeyAlone()
    {
        var plain = XElement.Parse("<masterKey xmlns=\"urn:x\"><value>s3cret</value></masterKey>");
        var stored = new XElement("key", SealedXml.Seal(plain, Old)).ToString();
        Assert.DoesNotContain("s3cret", stored);
        var resealed = XElement.Parse(SealedXml.Reseal(stored, Both)!);
        Assert.True(XNode.DeepEquals(plain, SealedXml.Open(resealed.Elements().Single(), New)));
        Assert.Null(SealedXml.Reseal(resealed.ToString(), Both));
    }

    [Fact]
    public void SealedXml_Garbled_IsRefused()
    {
        var element = SealedXml.Seal(new XElement("a"), Old);
        element.Value = "pas du base64";
        Assert.ThrowsAny<CryptographicException>(() => SealedXml.Open(element, Old));
        element.Value = Convert.ToBase64String(Encoding.UTF8.GetBytes("autre chose"));
        Assert.ThrowsAny<CryptographicException>(() => SealedXml.Open(element, Old));
    }
}
