using System.Security.Cryptography;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.UnitTests.Vault;

public sealed class VaultMasterKeySettingsTests : IDisposable
{
    private const string Database = "ConnectionStrings:Marketplace";
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyLength));

    private readonly DataDirectory _directory = DataDirectory.At(Path.Combine(Path.GetTempPath(), $"marketplace-{Guid.NewGuid():N}"));

    private string KeyFile => Path.Combine(_directory.Path, "master.key");

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public void Load_KeysInTheSettings_SealsWithTheCurrentOneAndOpensWithAll()
    {
        var first = Load(development: false, (Database, "Host=db"), ("Vault:CurrentKey", "k1"), ("Vault:MasterKeys:k1", Key));
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyLength));
        var both = Load(development: false, (Database, "Host=db"), ("Vault:CurrentKey", "k2"), ("Vault:MasterKeys:K1", Key),
            ("Vault:MasterKeys:k2", other));
        Assert.Equal("k2", both.Current);
        Assert.Equal("secret"u8, both.Open(first.Seal("secret"u8, "p"), "p"));
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public void Load_NothingConfiguredBesideAServerOfOnesOwn_SaysWhatToGive()
    {
        var message = Refused((Database, "Host=db"));
        Assert.Contains("Vault__CurrentKey", message);
        Assert.Contains("Vault__MasterKeys__", message);
        Assert.Contains("openssl rand -base64 32", message);
        Assert.False(File.Exists(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pas du base64")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Load_WrongKey_NamesTheSetting(string value) =>
        Assert.Contains("Vault__MasterKeys__k1", Refused(("Vault:CurrentKey", "k1"), ("Vault:MasterKeys:k1", value)));

    [Fact]
    public void Load_WrongName_NamesTheSetting() =>
        Assert.Contains("clé_1", Refused(("Vault:CurrentKey", "clé_1"), ("Vault:MasterKeys:clé_1", Key)));

    [Fact]
    public void Load_CurrentKeyNotGiven_NamesIt()
    {
        Assert.Contains("Vault__MasterKeys__k2", Refused(("Vault:CurrentKey", "k2"), ("Vault:MasterKeys:k1", Key)));
        Assert.Contains("Vault__CurrentKey", Refused(("Vault:MasterKeys:k1", Key)));
    }

    [Fact]
    public void Load_PrivateCluster_KeepsTheKeyInAFileOfItsOwnerOnly()
    {
        var made = Load(development: false);
        Assert.Equal("secret"u8, Load(development: false).Open(made.Seal("secret"u8, "p"), "p"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Load_FileMovedIntoTheSettings_OpensWhatItSealed()
    {
        var made = Load(development: true, (Database, "Host=db"));
        var parts = File.ReadAllText(KeyFile).Split();
        var moved = Load(development: false, (Database, "Host=db"), ("Vault:CurrentKey", parts[0]),
            ($"Vault:MasterKeys:{parts[0]}", parts[1]));
        Assert.Equal("secret"u8, moved.Open(made.Seal("secret"u8, "p"), "p"));
    }

    [Fact]
    public async Task Load_ManyAtOnce_AgreeOnOneKey()
    {
        using var start = new Barrier(8);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            return Load(development: true);
        }, TaskCreationOptions.LongRunning)));
        var secret = all[0].Seal("secret"u8, "p");
        Assert.All(all, keys => Assert.Equal("secret"u8, keys.Open(secret, "p")));
        Assert.Equal([KeyFile], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Load_SpoiltFile_IsNotReplaced()
    {
        File.WriteAllText(KeyFile, "");
        Assert.Contains("master.key", Refused());
        Assert.Equal("", File.ReadAllText(KeyFile));
    }

    private MasterKeys Load(bool development, params (string Name, string Value)[] settings) => MasterKeySettings.Load(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build(),
        _directory, development);

    private string Refused(params (string Name, string Value)[] settings) =>
        Assert.Throws<SetupException>(() => Load(development: false, settings)).Message;
}
