using System.Diagnostics;
using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Data;

public sealed class PrivateServerTests : IDisposable
{
    private static readonly PrivateServerSettings Settings = new(Durable: false, MaxConnections: 20);

    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory.Path, recursive: true);

    [Fact]
    public async Task Open_FreshDirectory_ServesOnlyThoseWhoKnowThePassword()
    {
        using var cluster = await OpenAsync();
        Assert.Equal(1, await AskAsync(cluster));
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")) { Password = "devine", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var failure = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, failure.SqlState);
        Assert.Equal("127.0.0.1", wrong.Host);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(cluster.Folder.Own, "password")));
    }

    [Fact]
    public async Task Dispose_SomebodyElseStillUsesIt_LeavesItRunningUntilTheLastOneIsOut()
    {
        var first = await OpenAsync();
        using var second = await OpenAsync();
        first.Dispose();
        Assert.Equal(1, await AskAsync(second));
        second.Dispose();
        Assert.False(second.IsAlive);
    }

    [Fact]
    public async Task Open_Again_FindsWhatWasStored()
    {
        using (var cluster = await OpenAsync())
        {
            await cluster.EnsureDatabaseAsync("kept", TestContext.Current.CancellationToken);
            await cluster.EnsureDatabaseAsync("kept", TestContext.Current.CancellationToken);
        }
        using var again = await OpenAsync();
        Assert.Equal(1, await AskAsync(again, "kept"));
    }

    [Fact]
    public async Task EnsureAlive_ServerKilled_StartsItAgainForTheSameConnections()
    {
        using var cluster = await OpenAsync();
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres") + ";Pooling=false");
        Assert.False(await cluster.EnsureAliveAsync(TestContext.Current.CancellationToken));
        await KillAsync(cluster);
        Assert.True(await cluster.EnsureAliveAsync(TestContext.Current.CancellationToken));
        await using var command = source.CreateCommand("SELECT 1");
        Assert.Equal(1, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_ServerWasKilledWhileNobodyLooked_Recovers()
    {
        using (var cluster = await OpenAsync())
        {
            await cluster.EnsureDatabaseAsync("kept", TestContext.Current.CancellationToken);
            await KillAsync(cluster);
        }
        using var again = await OpenAsync();
        Assert.Equal(1, await AskAsync(again, "kept"));
    }

    [Fact]
    public async Task Open_ProcessNumberOfDeadServerBelongsToAnother_IsNotFooled()
    {
        PrivateServer cluster;
        using (cluster = await OpenAsync())
        {
        }
        // Our own process stands for the stranger that got the number.
        var file = Path.Combine(cluster.Folder.Data, "postmaster.pid");
        await File.WriteAllTextAsync(
            file, $"{Environment.ProcessId}\n{cluster.Folder.Data}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready\n",
            TestContext.Current.CancellationToken);
        using var again = await OpenAsync();
        Assert.Equal(1, await AskAsync(again));
    }

    [Fact]
    public async Task Open_CreationWasInterrupted_StartsOver()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "postgres", "server", "data.new", "base"));
        using var cluster = await OpenAsync();
        Assert.Equal(1, await AskAsync(cluster));
    }

    [Fact]
    public async Task Open_ServerUserCannotEnterTheDirectory_UsesAPlaceThatWorksAndSaysSo()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root hands the server to another user.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cluster = await OpenAsync();
        try
        {
            Assert.Equal(1, await AskAsync(cluster));
            Assert.Contains(cluster.Folder.Server, cluster.Folder.Notice);
            Assert.DoesNotContain(_directory.Path, cluster.Folder.Server);
        }
        finally
        {
            cluster.Dispose();
            Directory.Delete(cluster.Folder.Server, recursive: true);
        }
    }

    [Fact]
    public void Find_VersionThatIsNotInstalled_SaysWhatToInstall()
    {
        var failure = Assert.Throws<SetupException>(() => PostgresBinaries.Find(existing: 9));
        Assert.Contains("postgresql-9", failure.Message);
    }

    private Task<PrivateServer> OpenAsync() => PrivateServer.OpenAsync(_directory, Settings, TestContext.Current.CancellationToken);

    private static async Task<int> AskAsync(PrivateServer cluster, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(database) + ";Pooling=false");
        return await connection.ExecuteScalarAsync<int>("SELECT 1");
    }

    private static async Task KillAsync(PrivateServer cluster)
    {
        using var process = Process.GetProcessById(PostmasterFile.ReadAlive(cluster.Folder.Data)!.ProcessId);
        process.Kill();
        await Eventually.SeeAsync("the killed server lives", false, () => Task.FromResult(cluster.IsAlive));
    }
}
