using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Xunit;

namespace Marketplace.IntegrationTests.Backup;

/// <summary>A restored copy begins without jobs: what is due is in the rows, and the calendar is the program's.</summary>
public sealed class JobsAfterRestoreTests(BackupWorld world) : IClassFixture<BackupWorld>
{
    private const string Rows = "SELECT (SELECT count(*) FROM hangfire.job) + (SELECT count(*) FROM hangfire.jobqueue) + (SELECT count(*) FROM hangfire.state) + (SELECT count(*) FROM hangfire.set) + (SELECT count(*) FROM hangfire.lock)";

    private const string Queued = """
        INSERT INTO hangfire.job (id, statename, invocationdata, arguments, createdat) VALUES (7, 'Enqueued', '{}', '[]', now());
        INSERT INTO hangfire.jobqueue (jobid, queue) VALUES (7, 'default');
        INSERT INTO hangfire.state (jobid, name, createdat) VALUES (7, 'Enqueued', now());
        INSERT INTO hangfire.set (key, score, value) VALUES ('recurring-jobs', 1, 'dotations');
        INSERT INTO hangfire.lock (resource) VALUES ('recurring-jobs:lock');
        """;

    private const string Version = "SELECT version FROM hangfire.schema";

    [Fact]
    public async Task Restore_JobsOfThen_AreGone()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync(Queued);
        Assert.Equal(5, await world.ScalarAsync<int>(Rows));
        var version = await world.ScalarAsync<int>(Version);

        await world.RestoreAsync(await world.SaveAsync());

        Assert.Equal(0, await world.ScalarAsync<int>(Rows));
        Assert.Equal(version, await world.ScalarAsync<int>(Version));
    }

    /// <summary>As after a restore with PostgreSQL's own tools, which bring everything along.</summary>
    [Fact]
    public async Task AfterRestore_OfACopyWithItsJobs_LeavesNone()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync(Queued);
        var version = await world.ScalarAsync<int>(Version);
        await world.ExecuteAsync("SELECT after_restore()");
        Assert.Equal(0, await world.ScalarAsync<int>(Rows));
        Assert.Equal(version, await world.ScalarAsync<int>(Version));
    }

    /// <summary>A job names what it calls: none comes in with a file, whoever sealed it.</summary>
    [Fact]
    public async Task Restore_FileWithJobs_IsRefused()
    {
        await world.MakeDatabaseAsync();
        await world.ExecuteAsync(Queued);
        using var dump = new MemoryStream();
        var made = await Programs.PipeAsync(
            world.Cluster.Binaries["pg_dump"], ["--format=custom", "--no-owner", "--no-privileges", "--dbname", "marketplace"],
            world.Cluster.ClientEnvironment(), null, dump, TestContext.Current.CancellationToken);
        Assert.Equal(0, made.Status);
        var path = await world.SealAsync(dump.ToArray());
        var failure = await Assert.ThrowsAsync<SetupException>(() => world.RestoreAsync(path));
        Assert.Contains("SEQUENCE SET hangfire", failure.Message);
    }
}
