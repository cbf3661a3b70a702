using System.IO.Compression;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Migrations;
using Marketplace.Platform.Vault;
using Xunit;

namespace Marketplace.IntegrationTests.Backup;

/// <summary>What a restore believes of its file.</summary>
public sealed class TrustTests(BackupWorld world) : IClassFixture<BackupWorld>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restore_FileOfAnotherInstallation_IsRefused()
    {
        await world.MakeDatabaseAsync();
        var path = await world.SaveAsync();
        // The same name, as a forger would write it, and a name that we do not know.
        foreach (var name in new[] { "test", "other" })
        {
            var others = new MasterKeys(
                name, new Dictionary<string, byte[]> { [name] = [.. Enumerable.Repeat((byte)8, MasterKeys.KeyLength)] });
            var failure = await Assert.ThrowsAsync<SetupException>(() => world.RestoreAsync(path, others));
            Assert.Contains(name == "test" ? "sceau" : "« test »", failure.Message);
        }
    }

    [Fact]
    public async Task Restore_FileWithoutASeal_IsRefused()
    {
        await world.MakeDatabaseAsync();
        var path = await world.SaveAsync();
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update, Stop))
        {
            zip.GetEntry("manifest.sealed")!.Delete();
            await using var manifest = await zip.CreateEntry("manifest.json").OpenAsync(Stop);
            await manifest.WriteAsync("{}"u8.ToArray(), Stop);
        }
        var failure = await Assert.ThrowsAsync<SetupException>(() => world.RestoreAsync(path));
        Assert.Contains("n’a pas de sceau", failure.Message);
    }

    [Fact]
    public async Task Restore_ObjectThatNoMigrationMakes_IsRefused()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync("CREATE MATERIALIZED VIEW intruder AS SELECT 1 AS one");
        var path = await world.SealAsync(await world.DumpAsync());
        await world.MakeDatabaseAsync();
        var failure = await Assert.ThrowsAsync<SetupException>(() => world.RestoreAsync(path));
        Assert.Contains("MATERIALIZED VIEW public intruder", failure.Message);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Backup_ObjectThatNoMigrationMakes_IsToldWhileTheDatabaseIsThere()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync("CREATE TABLE intruder (one integer)");
        var failure = await Assert.ThrowsAsync<SetupException>(world.SaveAsync);
        Assert.Contains("TABLE public intruder", failure.Message);
    }

    [Theory]
    [InlineData("COPY public.certification (title) FROM PROGRAM 'touch {0}';")]
    [InlineData("COPY public.certification (title) TO '{0}';")]
    [InlineData("CREATE TABLE public.intruder (one int);")]
    [InlineData("DROP TABLE public.mail;")]
    [InlineData("COPY hangfire.job FROM stdin;")]
    [InlineData("ALTER ROLE marketplace_app SUPERUSER;")]
    public async Task Restore_RowsThatAreACommand_DoNothing(string command)
    {
        await world.MakeDatabaseAsync();
        var marker = $"/tmp/{Guid.NewGuid():N}"[..17];
        var path = await world.SealAsync(
            BackupWorld.Forge(await world.DumpAsync(), string.Format(System.Globalization.CultureInfo.InvariantCulture, command, marker)));
        var failure = await Assert.ThrowsAsync<SetupException>(() => world.RestoreAsync(path));
        Assert.Matches("permission denied|must be owner|must be superuser", failure.Message);
        Assert.False(File.Exists(marker));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Restore_OwnBackup_LeavesSchemaAndRightsAsTheMigrationsMakeThem()
    {
        await world.MakeDatabaseAsync();
        var before = world.Schema();
        await world.RestoreAsync(await world.SaveAsync());
        Assert.Equal(Lines(before), Lines(world.Schema()));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Restore_BackupOfAnEarlierSchema_IsTakenAndMigrated()
    {
        await world.MakeDatabaseAsync();
        var newest = world.Schema();
        foreach (var count in new[] { 1, Migration.All.Count / 2, Migration.All.Count - 1 })
        {
            await world.MakeDatabaseAsync([.. Migration.All.Take(count)]);
            await world.ExecuteAsync("INSERT INTO certification (code, title) VALUES ('RS1', 'Ancienne')");
            await world.RestoreAsync(await world.SaveAsync());
            Assert.Equal("Ancienne", await world.ScalarAsync<string>("SELECT title FROM certification WHERE code = 'RS1'"));
            Assert.Equal(Lines(newest), Lines(world.Schema()));
        }
    }

    [Fact]
    public async Task Restore_BackupWithAMonthLongGone_KeepsItsLines()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync("""
            CREATE TABLE access_log_202001 PARTITION OF access_log FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2020-02-01 00:00:00+00');
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_log_202001 FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
            INSERT INTO access_log (at, actor_role, nature, operation) VALUES ('2020-01-15', 'holder', 'holder.view', 'look-up');
            """);
        var before = world.Schema();
        await world.RestoreAsync(await world.SaveAsync());
        Assert.Equal(1, await world.ScalarAsync<int>("SELECT count(*) FROM access_log_202001"));
        Assert.Equal(Lines(before), Lines(world.Schema()));
    }

    [Fact]
    public async Task Restore_BackupOfANewerSchema_IsRefused()
    {
        await world.MakeDatabaseAsync([.. Migration.All, new Migration("9999_later.sql", "CREATE TABLE later (one integer)")]);
        var failure = await Assert.ThrowsAsync<SetupException>(world.SaveAsync);
        Assert.Contains("9999_later.sql", failure.Message);
    }

    /// <summary>
    /// PostgreSQL writes conditions joined by AND with fewer brackets once it has read them back, and a new key into each dump.
    /// </summary>
    private static IEnumerable<string> Lines(string schema) => schema.Split('\n').Where(line => !line.StartsWith('\\'))
        .Select(line => line.TrimEnd(',').Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>No database and no role of the restore is there any more.</summary>
    private async Task AssertNothingLeftAsync()
    {
        Assert.Equal(0, await world.ScalarAsync<int>("SELECT count(*) FROM pg_database WHERE datname LIKE 'marketplace\\__%'", "postgres"));
        Assert.Equal(0, await world.ScalarAsync<int>(
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'marketplace%' AND rolname NOT IN ('marketplace', 'marketplace_app')",
            "postgres"));
    }
}
