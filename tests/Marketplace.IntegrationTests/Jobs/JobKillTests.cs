using Dapper;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Marketplace.Web.Jobs;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Jobs;

/// <summary>A job outlives the process that works on it.</summary>
public sealed class JobKillTests : IAsyncLifetime
{
    private const string Name = "query-log-upkeep";

    private readonly DataDirectory _directory = ServerProcess.NewDirectory();
    private readonly TestDatabase _database = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_directory.Path, recursive: true);
    }

    [Fact]
    public async Task Job_OfAKilledProcess_IsTakenUpAndFinishedOnce()
    {
        var longAgo = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-120);
        await new QueryLogTable(_database.Source)
            .AddAsync([new LoggedQuery(longAgo, 9, "page", "cuisine", null, null, [], 3, false, null, 1, 1)], Stop);
        // The job's first statement waits here.
        await using var gate = await _database.Source.OpenConnectionAsync(Stop);
        await using var closed = await gate.BeginTransactionAsync(Stop);
        await gate.ExecuteAsync("LOCK TABLE query_log IN ACCESS EXCLUSIVE MODE", transaction: closed);

        long job;
        await using (var killed = await ServerProcess.StartAsync(_directory, Settings))
        {
            job = await TriggerAsync();
            await Eventually.BeAsync(
                "the job waits at the gate",
                () => ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'query_log'::regclass)"));
            await killed.KillAsync();
        }
        await using var next = await ServerProcess.StartAsync(_directory, Settings);
        await Eventually.SeeAsync(
            "how often the job was begun",
            () => ScalarAsync<long>("SELECT count(*) FROM hangfire.state WHERE name = 'Processing' AND jobid = @job", new { job }),
            times => times == 2);
        await closed.RollbackAsync(Stop);
        await Eventually.SeeAsync(
            "state of the job", () => ScalarAsync<string>("SELECT statename FROM hangfire.job WHERE id = @job", new { job }),
            state => state == "Succeeded");

        Assert.Equal(["Enqueued", "Processing", "Processing", "Succeeded"], await StatesAsync(job));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM query_log"));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM hangfire.jobqueue WHERE jobid = @job", new { job }));
    }

    private Dictionary<string, string> Settings => new()
    {
        ["ConnectionStrings__Marketplace"] = _database.ApplicationConnectionString,
        ["ConnectionStrings__MarketplaceOwner"] = _database.ConnectionString,
        ["Jobs__TakenUpAfter"] = "00:00:05",
    };

    private async Task<long> TriggerAsync()
    {
        var storage = new PostgreSqlStorage(
            new JobConnections(_database.Source),
            new PostgreSqlStorageOptions { SchemaName = JobsSetup.Schema, PrepareSchemaIfNecessary = false });
        await Eventually.BeAsync("the job is in the calendar", () => Task.FromResult(Find(storage) is not null));
        new RecurringJobManager(storage).Trigger(Name);
        return long.Parse(Find(storage)!.LastJobId, null);
    }

    private static RecurringJobDto? Find(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        return connection.GetRecurringJobs().SingleOrDefault(job => job.Id == Name);
    }

    private async Task<IReadOnlyList<string>> StatesAsync(long job)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        return [.. await connection.QueryAsync<string>("SELECT name FROM hangfire.state WHERE jobid = @job ORDER BY id", new { job })];
    }

    private async Task<T?> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Stop);
        return await connection.ExecuteScalarAsync<T>(sql, values);
    }
}
