using System.IO.Compression;
using System.Net;
using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();
    private PrivateServer _cluster = null!;

    private string BackupPath => Path.Combine(_directory.Path, "marketplace.backup");

    public async ValueTask InitializeAsync()
    {
        // The cluster of a data directory with one row to lose.
        await using var database = await MarketplaceDatabase.OpenAsync(null, null, _directory, new PrivateServerSettings(Durable: false));
        _cluster = await PrivateServer.OpenAsync(_directory, new PrivateServerSettings(Durable: false));
        await SetTitleAsync("avant");
    }

    public ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        Directory.Delete(_directory.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Restore_WhileServing_BringsBackTheBackupAndRebuildsTheIndex()
    {
        await using var server = await ServerProcess.StartAsync(_directory);
        var epoch = await ScalarAsync<Guid>("SELECT epoch FROM index_epoch");
        var backup = await ServerProcess.RunAsync(_directory, "backup", "marketplace.backup");
        Assert.Equal((0, ""), (backup.Status, backup.Errors));
        await SetTitleAsync("après");

        var restore = await ServerProcess.RunAsync(_directory, "restore", "marketplace.backup");
        Assert.Equal((0, ""), (restore.Status, restore.Errors));
        Assert.Contains("Index reconstruit", restore.Output);
        Assert.Equal("avant", await TitleAsync());
        Assert.NotEqual(epoch, await ScalarAsync<Guid>("SELECT epoch FROM index_epoch"));
        Assert.Equal(["marketplace", "postgres"], await DatabasesAsync());
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Restore_DamagedFile_ChangesNothingAndSaysSo()
    {
        await ServerProcess.RunAsync(_directory, "backup", BackupPath);
        await SetTitleAsync("après");
        await DamageDumpAsync();
        var restore = await ServerProcess.RunAsync(_directory, "restore", BackupPath);
        Assert.Equal(2, restore.Status);
        Assert.Contains("somme de contrôle", restore.Errors);
        Assert.Equal("après", await TitleAsync());
    }

    [Fact]
    public async Task Restore_FileThatIsNoBackup_ChangesNothingAndSaysSo()
    {
        await File.WriteAllTextAsync(BackupPath, "bonjour", TestContext.Current.CancellationToken);
        var restore = await ServerProcess.RunAsync(_directory, "restore", BackupPath);
        Assert.Equal(2, restore.Status);
        Assert.Contains(BackupPath, restore.Errors);
        Assert.Equal("avant", await TitleAsync());
    }

    [Fact]
    public async Task Backup_FileExists_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(BackupPath, "précieux", TestContext.Current.CancellationToken);
        var backup = await ServerProcess.RunAsync(_directory, "backup", BackupPath);
        Assert.Equal(2, backup.Status);
        Assert.Contains("existe déjà", backup.Errors);
        Assert.Equal("précieux", await File.ReadAllTextAsync(BackupPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Backup_IsReadableByItsOwnerOnly()
    {
        await ServerProcess.RunAsync(_directory, "backup", BackupPath);
        Assert.Equal(["database.dump", "manifest.sealed"], await EntriesAsync());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupPath));
    }

    [Fact]
    public async Task Backup_OfAConfiguredServer_PointsToItsOwnTools()
    {
        var backup = await ServerProcess.RunAsync(
            _directory, new Dictionary<string, string> { ["ConnectionStrings__Marketplace"] = "Host=db" }, "backup", BackupPath);
        Assert.Equal(2, backup.Status);
        Assert.Contains("pg_dump", backup.Errors);
    }

    private async Task DamageDumpAsync()
    {
        await using var zip = await ZipFile.OpenAsync(BackupPath, ZipArchiveMode.Update, TestContext.Current.CancellationToken);
        await using var dump = await zip.GetEntry("database.dump")!.OpenAsync(TestContext.Current.CancellationToken);
        dump.Position = dump.Length / 2;
        var read = dump.ReadByte();
        dump.Position--;
        dump.WriteByte((byte)(read ^ 1));
    }

    private async Task<IEnumerable<string>> EntriesAsync()
    {
        await using var zip = await ZipFile.OpenReadAsync(BackupPath, TestContext.Current.CancellationToken);
        return [.. zip.Entries.Select(entry => entry.Name)];
    }

    private async Task SetTitleAsync(string title)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString("marketplace") + ";Pooling=false");
        await connection.ExecuteAsync(
            "INSERT INTO certification (code, title) VALUES ('RS1', @title) ON CONFLICT (code) DO UPDATE SET title = @title",
            new { title });
    }

    private Task<string> TitleAsync() => ScalarAsync<string>("SELECT title FROM certification WHERE code = 'RS1'");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString("marketplace") + ";Pooling=false");
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    private async Task<IEnumerable<string>> DatabasesAsync()
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString("postgres") + ";Pooling=false");
        return await connection.QueryAsync<string>("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname");
    }
}
