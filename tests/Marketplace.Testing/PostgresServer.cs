using Marketplace.Core.Data;
using Marketplace.Core.Data.Cluster;
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

    private PostgresServer(string connectionString) => _address = new NpgsqlConnectionStringBuilder(connectionString);

    /// <summary>The server, started at the first call of the process.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>Connection string of one database. Small pools: many tests share the server.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    /// <summary>A connection outside every test's database, not pooled.</summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_address.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Marketplace_Test") is { Length: > 0 } given)
            return new PostgresServer(given);
        var directory = DataDirectory.At(Path.Combine(Path.GetTempPath(), $"marketplace-tests-{Environment.UserName}"));
        var cluster = await PrivateCluster.OpenAsync(directory, new ClusterSettings(Durable: false, MaxConnections: 300));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return new PostgresServer(cluster.ConnectionString("postgres"));
    }
}
