using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Backup;

/// <summary>Other users of the machine: what they put in our way, and what of ours they may hold.</summary>
public sealed class OtherUsersTests : IDisposable
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task UnfinishedFile_LinksPreparedBesideItsName_AreNotFollowed()
    {
        var victim = Path.Combine(_directory.Path, "victim");
        await File.WriteAllTextAsync(victim, "précieux", Stop);
        var path = Path.Combine(_directory.Path, "today.backup");
        foreach (var suffix in new[] { ".partial", ".part", ".tmp" })
            File.CreateSymbolicLink(path + suffix, victim);
        await using (var file = new UnfinishedFile(path, forOwnerAlone: true))
        {
            await file.Stream.WriteAsync("secret"u8.ToArray(), Stop);
            await file.CompleteAsync(overwrite: false);
        }
        Assert.Equal("précieux", await File.ReadAllTextAsync(victim, Stop));
        Assert.Equal("secret", await File.ReadAllTextAsync(path, Stop));
        Assert.Equal(5, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task UnfinishedFile_LinkPreparedAtItsFinalName_IsNeitherFollowedNorReplaced()
    {
        var victim = Path.Combine(_directory.Path, "victim");
        var path = Path.Combine(_directory.Path, "today.backup");
        File.CreateSymbolicLink(path, victim);
        await using (var file = new UnfinishedFile(path, forOwnerAlone: true))
            await Assert.ThrowsAsync<IOException>(() => file.CompleteAsync(overwrite: false));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Backup_LinkPreparedAtTheOldUnfinishedName_IsNotFollowed()
    {
        await using (var database = await MarketplaceDatabase.OpenAsync(
            null, null, _directory, new PrivateServerSettings(Durable: false), Stop))
        {
        }
        var victim = Path.Combine(_directory.Path, "victim");
        var path = Path.Combine(_directory.Path, "today.backup");
        File.CreateSymbolicLink(path + ".partial", victim);
        var backup = await ServerProcess.RunAsync(_directory, "backup", path);
        Assert.Equal((0, ""), (backup.Status, backup.Errors));
        Assert.False(File.Exists(victim));
    }

    [Fact]
    public async Task LockFiles_AreForTheirOwnerAlone_ThoseOfEarlierVersionsToo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no mode bits.");
        // As an earlier version left them: whoever may read a file may lock it.
        Directory.CreateDirectory(Path.Combine(_directory.Path, "postgres"));
        var gate = Path.Combine(_directory.Path, "postgres", "gate.lock");
        await File.WriteAllTextAsync(gate, "", Stop);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(gate, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using (await ServerProcess.StartAsync(_directory))
        {
            var locks = Directory.EnumerateFiles(_directory.Path, "*", new EnumerationOptions { RecurseSubdirectories = true })
                .Where(file => Path.GetFileName(file).Contains("lock", StringComparison.OrdinalIgnoreCase))
                .Where(file => !file.Contains("/server/", StringComparison.Ordinal)).ToList();
            Assert.Superset(new HashSet<string> { "gate.lock", "users.lock", "serve.lock", "LOCK" },
                locks.Select(file => Path.GetFileName(file)).ToHashSet());
            Assert.All(locks, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(file)));
        }
    }

    private static UnixFileMode ModeOf(string file) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);
}
