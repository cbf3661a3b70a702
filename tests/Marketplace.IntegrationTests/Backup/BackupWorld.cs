using System.Text;
using Dapper;
using Marketplace.Platform.Backup;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Platform.Vault;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Backup;

/// <summary>A private cluster whose database is made anew for each test, and files of backups, honest and forged.</summary>
public sealed class BackupWorld : IAsyncLifetime
{
    private readonly DataDirectory _directory = ServerProcess.NewDirectory();

    public PrivateServer Cluster { get; private set; } = null!;

    public MasterKeys Keys { get; } = new(
        "test", new Dictionary<string, byte[]> { ["test"] = [.. Enumerable.Repeat((byte)7, MasterKeys.KeyLength)] });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        Cluster = await PrivateServer.OpenAsync(_directory, new PrivateServerSettings(Durable: false), CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        Directory.Delete(_directory.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>An empty database with the schema of some migrations, all by default.</summary>
    public async Task MakeDatabaseAsync(IReadOnlyList<Migration>? migrations = null)
    {
        await using (var server = await OpenAsync("postgres"))
            await server.ExecuteAsync("DROP DATABASE IF EXISTS marketplace WITH (FORCE)");
        await Cluster.EnsureDatabaseAsync("marketplace", Stop);
        await using var source = NpgsqlDataSource.Create(Cluster.ConnectionString("marketplace") + ";Pooling=false");
        await MigrationRunner.MigrateAsync(source, migrations ?? Migration.All, Stop);
        if (migrations is null)
            await ApplicationRights.GrantAsync(source, PrivateServer.ApplicationRole, Stop);
    }

    public string NewPath() => Path.Combine(_directory.Path, $"{Guid.NewGuid():N}.backup");

    public async Task<string> SaveAsync()
    {
        var path = NewPath();
        await new DatabaseBackup(Cluster, Keys).SaveAsync(path, Stop);
        return path;
    }

    public Task RestoreAsync(string path, MasterKeys? keys = null) => new DatabaseRestore(Cluster, keys ?? Keys).RunAsync(path, Stop);

    /// <summary>A file with our seal whose dump somebody chose.</summary>
    public async Task<string> SealAsync(byte[] dump)
    {
        var path = NewPath();
        await BackupFile.WriteAsync(path, Keys, (target, stop) => target.WriteAsync(dump, stop).AsTask(),
            (checksum, bytes, _) =>
            Task.FromResult(new BackupManifest(BackupManifest.CurrentFormat, DateTimeOffset.UnixEpoch, Cluster.Binaries.Major,
                Migration.All[^1].Name, checksum, bytes)), Stop);
        return path;
    }

    public async Task<byte[]> DumpAsync()
    {
        using var dump = new MemoryStream();
        var result = await Programs.PipeAsync(
            Cluster.Binaries["pg_dump"],
            ["--format=custom", "--exclude-table-data=hangfire.*", "--no-owner", "--no-privileges", "--dbname", "marketplace"],
            Cluster.ClientEnvironment(), null, dump, Stop);
        Assert.Equal(0, result.Status);
        return dump.ToArray();
    }

    /// <summary>Schema and rights as SQL.</summary>
    public string Schema()
    {
        var dump = Programs.Run(
            Cluster.Binaries["pg_dump"], ["--schema-only", "--dbname", "marketplace"], environment: Cluster.ClientEnvironment());
        Assert.Equal((0, ""), (dump.Status, dump.Errors));
        return dump.Output;
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync("marketplace");
        return await connection.ExecuteAsync(sql);
    }

    public async Task<T?> ScalarAsync<T>(string sql, string database = "marketplace")
    {
        await using var connection = await OpenAsync(database);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    /// <summary>Puts another statement in the place of a dump's longest COPY.</summary>
    public static byte[] Forge(byte[] dump, string statement)
    {
        var text = Encoding.Latin1.GetString(dump);
        var place = Copies(text).MaxBy(copy => copy.Length);
        Assert.InRange(statement.Length, 1, place.Length);
        return Encoding.Latin1.GetBytes(
            string.Concat(text.AsSpan(0, place.Start), statement.PadRight(place.Length), text.AsSpan(place.Start + place.Length)));
    }

    private static IEnumerable<(int Start, int Length)> Copies(string text)
    {
        const string end = "FROM stdin;\n";
        for (var start = text.IndexOf("COPY public.", StringComparison.Ordinal); start >= 0; start = text.IndexOf(
            "COPY public.", start + 1, StringComparison.Ordinal))
            yield return (start, text.IndexOf(end, start, StringComparison.Ordinal) + end.Length - start);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(Cluster.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }
}
