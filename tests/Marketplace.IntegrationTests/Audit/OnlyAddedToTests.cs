using Dapper;
using Marketplace.IntegrationTests.Access;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>What is only added to stays so, for the application and for the owner of the schema.</summary>
public sealed class OnlyAddedToTests(OnlyAddedToTests.FilledApplication application) : IClassFixture<OnlyAddedToTests.FilledApplication>
{
    private const string Partition = "{partition}";

    [Theory]
    [InlineData("UPDATE access_log SET reason = 'autre'")]
    [InlineData("DELETE FROM access_log")]
    [InlineData("TRUNCATE access_log")]
    [InlineData("SELECT * FROM " + Partition)]
    [InlineData("INSERT INTO " + Partition + " (actor_role, nature, operation) VALUES ('public', 'essai', 'look-up')")]
    [InlineData("UPDATE " + Partition + " SET reason = 'autre'")]
    [InlineData("DELETE FROM " + Partition)]
    [InlineData("TRUNCATE " + Partition)]
    [InlineData("INSERT INTO access_log_held SELECT * FROM access_log")]
    [InlineData("UPDATE access_log_held SET reason = 'autre'")]
    [InlineData("DELETE FROM access_log_held")]
    [InlineData("TRUNCATE access_log_held")]
    [InlineData("UPDATE account_event SET event = 'autre'")]
    [InlineData("DELETE FROM account_event")]
    [InlineData("TRUNCATE account_event")]
    [InlineData("UPDATE public_agent_declaration SET public_agent = true")]
    [InlineData("DELETE FROM public_agent_declaration")]
    [InlineData("UPDATE attendance_entry SET present = true")]
    [InlineData("DELETE FROM attendance_half_day")]
    [InlineData("DELETE FROM contestation")]
    [InlineData("INSERT INTO schema_migration (name, checksum) VALUES ('a', 'b')")]
    [InlineData("UPDATE hangfire.schema SET version = 1")]
    [InlineData("DROP TABLE hangfire.job")]
    [InlineData("CREATE TABLE hangfire.mine (a integer)")]
    [InlineData("ALTER TABLE access_log DISABLE TRIGGER ALL")]
    [InlineData("ALTER TABLE " + Partition + " DISABLE TRIGGER ALL")]
    [InlineData("ALTER TABLE access_log_held DISABLE TRIGGER only_added_to")]
    [InlineData("ALTER TABLE account_event DISABLE TRIGGER only_added_to")]
    [InlineData("DROP TRIGGER only_added_to ON access_log")]
    [InlineData("SET session_replication_role = replica")]
    [InlineData("ALTER TABLE access_log DETACH PARTITION " + Partition)]
    [InlineData("DROP TABLE access_log")]
    [InlineData("DROP TABLE " + Partition)]
    [InlineData("DROP TABLE consent")]
    [InlineData("CREATE TABLE public.mine (a integer)")]
    [InlineData("CREATE TABLE public.mine PARTITION OF access_log FOR VALUES FROM ('2001-01-01') TO ('2001-02-01')")]
    [InlineData("CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'")]
    [InlineData("DROP FUNCTION access_log_upkeep()")]
    [InlineData("ALTER FUNCTION access_log_upkeep() RESET ALL")]
    public async Task Application_RewritingWhatIsOnlyAddedTo_IsRefused(string statement)
    {
        await using var source = NpgsqlDataSource.Create(application.Database.ApplicationConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteAsync(statement.Replace(Partition, application.Partition, StringComparison.Ordinal)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, failure.SqlState);
        Assert.DoesNotContain("only added to", failure.MessageText);
    }

    [Theory]
    [InlineData("UPDATE access_log SET reason = 'autre'")]
    [InlineData("DELETE FROM access_log")]
    [InlineData("TRUNCATE access_log")]
    [InlineData("UPDATE " + Partition + " SET reason = 'autre'")]
    [InlineData("DELETE FROM " + Partition)]
    [InlineData("TRUNCATE " + Partition)]
    [InlineData("UPDATE access_log_held SET reason = 'autre'")]
    [InlineData("TRUNCATE access_log_held")]
    [InlineData("UPDATE account_event SET event = 'autre'")]
    [InlineData("DELETE FROM account_event")]
    [InlineData("TRUNCATE account_event")]
    public async Task Owner_RewritingWhatIsOnlyAddedTo_IsStoppedByTheTrigger(string statement)
    {
        var failure = await Assert.ThrowsAsync<PostgresException>(
            () => application.AsOwnerAsync(statement.Replace(Partition, application.Partition, StringComparison.Ordinal)));
        Assert.Contains("is only added to", failure.MessageText);
    }

    [Fact]
    public async Task Application_AddingALine_IsItsRight()
    {
        await using var source = NpgsqlDataSource.Create(application.Database.ApplicationConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.ExecuteAsync(
            "INSERT INTO access_log (actor_role, nature, operation) VALUES ('public', 'essai', 'look-up')"));
    }

    /// <summary>A row in each table, so that the triggers of rows have something to stop.</summary>
    public sealed class FilledApplication : PeopleApplication
    {
        /// <summary>Of this month.</summary>
        public string Partition { get; private set; } = "";

        protected override async Task PrepareAsync()
        {
            Partition = (await ReadAsync<string>("SELECT 'access_log_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')"))[0];
            await AsOwnerAsync("""
                INSERT INTO access_log (actor_role, nature, operation) VALUES ('public', 'essai', 'look-up');
                INSERT INTO access_log_held SELECT * FROM access_log;
                INSERT INTO account_event (event) VALUES ('essai')
                """);
        }
    }
}
