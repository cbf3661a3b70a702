using Npgsql;
using Xunit;

namespace Marketplace.Testing;

/// <summary>
/// A migrated database of one's own with the reference tables of seed-data and nothing else, dropped at the end. As
/// <c>IClassFixture&lt;TestDatabase&gt;</c> it is shared by the tests of a class; <see cref="CreateAsync"/> makes one for a single test.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private PostgresServer? _server;
    private NpgsqlDataSource? _source;

    /// <summary>Name on the server; it tells the process, so that what a killed one left can be cleared.</summary>
    public string Name { get; } = $"test_{Environment.ProcessId}_{Guid.NewGuid():N}";

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The database is not open yet.");

    /// <summary>Of the application's role; rights are given when the application starts.</summary>
    public string ApplicationConnectionString { get; private set; } = "";

    /// <summary>With password, unlike <c>Source.ConnectionString</c>.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        return database;
    }

    /// <summary>A database without any table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var database = new TestDatabase();
        await database.CopyAsync(await PostgresServer.GetAsync(), "template0");
        return database;
    }

    public async ValueTask InitializeAsync()
    {
        var server = await PostgresServer.GetAsync();
        await CopyAsync(server, await TemplateDatabase.NameAsync(server));
    }

    private async Task CopyAsync(PostgresServer server, string template)
    {
        _server = server;
        await using var connection = await _server.OpenMaintenanceAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Name} TEMPLATE {template}", connection);
        await create.ExecuteNonQueryAsync();
        ConnectionString = _server.ConnectionString(Name);
        ApplicationConnectionString = _server.ApplicationConnectionString(Name);
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is null || _server is null)
            return;
        await _source.DisposeAsync();
        await using var connection = await _server.OpenMaintenanceAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
