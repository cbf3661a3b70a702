using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Npgsql;

namespace Marketplace.Testing;

/// <summary>
/// The PostgreSQL server of the tests: the one of <c>ConnectionStrings__Marketplace_Test</c>, else a private cluster
/// in the temporary folder that test processes share; the last one out stops it.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private readonly NpgsqlConnectionStringBuilder _address;
    private readonly NpgsqlConnectionStringBuilder _application;

    private PostgresServer(string owner, string application) =>
        (_address, _application) = (new NpgsqlConnectionStringBuilder(owner), new NpgsqlConnectionStringBuilder(application));

    /// <summary>The server, started at the first call of the process.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>Connection string of one database. Small pools: many tests share the server.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    /// <summary>The same with the rights that the application has: no table of its own, nothing rewritten that is only added to.</summary>
    public string ApplicationConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_application.ConnectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    /// <summary>A connection outside every test's database, not pooled.</summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Marketplace_Test") is { Length: > 0 } given)
            return new PostgresServer(given, await EnsureApplicationRoleAsync(given));
        var directory = DataDirectory.At(Path.Combine(Path.GetTempPath(), $"marketplace-tests-{Environment.UserName}"));
        var cluster = await PrivateServer.OpenAsync(directory, new PrivateServerSettings(Durable: false, MaxConnections: 300));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return new PostgresServer(cluster.ConnectionString("postgres"), cluster.ApplicationConnectionString("postgres"));
    }

    /// <summary>A server of somebody else's gets the role too.</summary>
    private static async Task<string> EnsureApplicationRoleAsync(string owner)
    {
        const string password = "only-for-tests";
        await using var connection = new NpgsqlConnection(owner + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"""
            SELECT pg_advisory_lock(7420434);
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PrivateServer.ApplicationRole}') THEN
                    CREATE ROLE {PrivateServer.ApplicationRole} LOGIN PASSWORD '{password}';
                END IF;
            END $$
            """, connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(owner) { Username = PrivateServer.ApplicationRole, Password = password }.ConnectionString;
    }
}
