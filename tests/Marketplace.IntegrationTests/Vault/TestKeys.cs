using System.Security.Cryptography;
using Marketplace.Platform.Vault;

namespace Marketplace.IntegrationTests.Vault;

/// <summary>Master keys before, during and after a rotation.</summary>
internal static class TestKeys
{
    public static readonly byte[] First = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);
    public static readonly byte[] Second = RandomNumberGenerator.GetBytes(MasterKeys.KeyLength);

    public static readonly MasterKeys Old = new("old", new Dictionary<string, byte[]> { ["old"] = First });
    public static readonly MasterKeys Both = new("new", new Dictionary<string, byte[]> { ["old"] = First, ["new"] = Second });
    public static readonly MasterKeys New = new("new", new Dictionary<string, byte[]> { ["new"] = Second });
}
