using Dapper;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>The months of the access log, kept up by the application's role through the owner's function.</summary>
public sealed class UpkeepTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly Guid _held = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();
    private NpgsqlDataSource _application = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _application = NpgsqlDataSource.Create(_database.ApplicationConnectionString);
        await ApplicationRights.GrantAsync(
            _database.Source, new NpgsqlConnectionStringBuilder(_database.ApplicationConnectionString).Username!,
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Upkeep_MonthsThatEndedAYearAgo_AreDroppedButForHolds()
    {
        foreach (var ago in new[] { 14, 13, 12, 11 })
            await AddMonthAsync(ago);
        await HoldAsync();

        Assert.Equal(2, await UpkeepAsync());

        var months = await MonthsAsync();
        Assert.DoesNotContain(await NameAsync(-14), months);
        Assert.DoesNotContain(await NameAsync(-13), months);
        Assert.Contains(await NameAsync(-12), months);
        Assert.Contains(await NameAsync(-11), months);
        Assert.Equal(["held 13", "held 14"], await OwnerAsync<string>("SELECT object FROM access_log_held ORDER BY object"));
        Assert.Equal(["held 11", "held 12", "held 13", "held 14"], await FoundAsync(_held));
        Assert.Equal(["other 11", "other 12"], await FoundAsync(_other));
    }

    [Fact]
    public async Task Upkeep_Twice_ChangesNothing()
    {
        foreach (var ago in new[] { 14, 11 })
            await AddMonthAsync(ago);
        await HoldAsync();
        Assert.Equal(1, await UpkeepAsync());
        var (months, held) = (await MonthsAsync(), await FoundAsync(_held));
        Assert.Equal(0, await UpkeepAsync());
        Assert.Equal(months, await MonthsAsync());
        Assert.Equal(held, await FoundAsync(_held));
    }

    [Fact]
    public async Task Upkeep_HoldLifted_ForgetsWhatIsOlderThanAYear()
    {
        await AddMonthAsync(14);
        await HoldAsync();
        await UpkeepAsync();
        Assert.Equal(["held 14"], await FoundAsync(_held));
        await OwnerAsync<int>("DELETE FROM litigation_hold");
        await UpkeepAsync();
        Assert.Empty(await FoundAsync(_held));
    }

    [Fact]
    public async Task Months_Ahead_AreThereForTwoYears()
    {
        await UpkeepAsync();
        await AssertMonthsAheadAsync();
    }

    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Pacific/Auckland")]
    public async Task Months_MadeFromAServerInAnotherZone_AreTheSame(string zone)
    {
        foreach (var month in await MonthsAsync())
            await OwnerAsync<int>($"DROP TABLE {month}");
        await using var connection = await _application.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"SET timezone = '{zone}'; SELECT access_log_upkeep()");
        await AssertMonthsAheadAsync();
    }

    [Fact]
    public async Task Upkeep_WithATemporaryTableInThePlaceOfTheHolds_KeepsWhatIsHeld()
    {
        await AddMonthAsync(14);
        await HoldAsync();
        await using var connection = await _application.OpenConnectionAsync(TestContext.Current.CancellationToken);
        // What the application may do to names before it calls the function that runs with the owner's rights.
        await connection.ExecuteAsync("CREATE TEMPORARY TABLE litigation_hold (LIKE public.litigation_hold); CREATE TEMPORARY TABLE access_log_held (LIKE public.access_log_held)");
        await connection.ExecuteAsync("SELECT access_log_upkeep(); SELECT access_log_upkeep()");
        Assert.Equal(["held 14"], await FoundAsync(_held));
    }

    /// <summary>This month and 24 more, each from its first moment to the next one's in UTC.</summary>
    private async Task AssertMonthsAheadAsync()
    {
        var bounds = await OwnerAsync<string>("""
            SELECT relname || pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'access_log'::regclass) ORDER BY relname
            """);
        var first = (await OwnerAsync<DateTime>("SELECT date_trunc('month', now() AT TIME ZONE 'UTC')")).Single();
        Assert.Equal(Enumerable.Range(0, 25).Select(first.AddMonths).Select(month =>
            $"access_log_{month:yyyyMM}FOR VALUES FROM ('{month:yyyy-MM-dd} 00:00:00+00') TO ('{month.AddMonths(1):yyyy-MM-dd} 00:00:00+00')"), bounds);
    }

    /// <summary>As it would be had the program run then: its month, with a row of each subject.</summary>
    private async Task AddMonthAsync(int ago)
    {
        var name = await NameAsync(-ago);
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var start = await connection.ExecuteScalarAsync<string>(
            "SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => @ago), 'YYYY-MM-DD')", new { ago });
        await connection.ExecuteAsync($"CREATE TABLE {name} PARTITION OF access_log FOR VALUES FROM ('{start} 00:00+00') TO ('{DateOnly.Parse(start!, null).AddMonths(1):yyyy-MM-dd} 00:00+00')");
        await connection.ExecuteAsync($"""
            INSERT INTO access_log (at, actor_role, nature, operation, subject_id, object) VALUES
                ('{start} 10:00+00', 'operator-support', 'holder.file.view', 'look-up', @_held, 'held {ago}'),
                ('{start} 11:00+00', 'operator-support', 'holder.file.view', 'look-up', @_other, 'other {ago}')
            """, new { _held, _other });
    }

    private Task HoldAsync() => OwnerAsync<int>($"INSERT INTO litigation_hold (subject_id, reason, placed_by) VALUES ('{_held}', 'Suspicion de fraude', gen_random_uuid())");

    private async Task<string> NameAsync(int months) =>
        (await OwnerAsync<string>(
            $"SELECT 'access_log_' || to_char((now() AT TIME ZONE 'UTC') + make_interval(months => {months}), 'YYYYMM')"))[0];

    private Task<IReadOnlyList<string>> MonthsAsync() =>
        OwnerAsync<string>("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'access_log'::regclass ORDER BY 1");

    private Task<int> UpkeepAsync() => new AccessLogUpkeep(_application).RunAsync(TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<string>> FoundAsync(Guid subject) =>
        [.. (await new AccessLogReader(_application)
            .ReadAsync(new AccessLogQuery { Subject = subject }, TestContext.Current.CancellationToken))
            .Lines.Select(line => line.Object!).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<T>> OwnerAsync<T>(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("SET timezone = 'UTC'");
        return [.. await connection.QueryAsync<T>(sql)];
    }
}
