using Marketplace.Platform.Data.Private;
using Marketplace.Platform.Data.Migrations;
using Npgsql;

namespace Marketplace.Platform.Data;

/// <summary>The write side's database, migrated and ready: the configured server, or a private server.</summary>
public sealed class MarketplaceDatabase : IAsyncDisposable
{
    private MarketplaceDatabase(NpgsqlDataSource source, PrivateServer? server) => (Source, PrivateServer) = (source, server);

    /// <summary>Connections with the application's rights.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The private server; null when the server is somebody else's.</summary>
    public PrivateServer? PrivateServer { get; }

    /// <summary>Name of the database in a private server.</summary>
    public const string PrivateName = "marketplace";

    /// <summary>Connects and migrates.</summary>
    /// <param name="connectionString">The application's; null or empty means a private server.</param>
    /// <param name="ownerConnectionString">The schema owner's; null or empty means the same.</param>
    /// <exception cref="SetupException">No database can be had, or it does not fit this program.</exception>
    public static async Task<MarketplaceDatabase> OpenAsync(
        string? connectionString, string? ownerConnectionString, DataDirectory directory, PrivateServerSettings? settings = null,
        CancellationToken cancel = default)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            await MigrateAsync(string.IsNullOrWhiteSpace(ownerConnectionString) ? connectionString : ownerConnectionString,
                RoleOf(connectionString), cancel);
            return new MarketplaceDatabase(NpgsqlDataSource.Create(connectionString), null);
        }
        var cluster = await PrivateServer.OpenAsync(directory, settings ?? new PrivateServerSettings(), cancel);
        try
        {
            await cluster.EnsureDatabaseAsync(PrivateName, cancel);
            await MigrateAsync(cluster.ConnectionString(PrivateName), PrivateServer.ApplicationRole, cancel);
            return new MarketplaceDatabase(NpgsqlDataSource.Create(cluster.ApplicationConnectionString(PrivateName)), cluster);
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        PrivateServer?.Dispose();
    }

    /// <summary>Whether the application connects with less than the owner's rights.</summary>
    public static bool HasOwnRole(string? connectionString, string? ownerConnectionString) =>
        string.IsNullOrWhiteSpace(connectionString)
            || (!string.IsNullOrWhiteSpace(ownerConnectionString) && RoleOf(connectionString) != RoleOf(ownerConnectionString));

    private static string? RoleOf(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Username;
        }
        catch (ArgumentException failure)
        {
            throw new SetupException(
                $"La chaîne de connexion n’est pas lisible : {failure.Message} Vérifiez ConnectionStrings__Marketplace.", failure);
        }
    }

    private static async Task MigrateAsync(string ownerConnectionString, string? applicationRole, CancellationToken cancel)
    {
        try
        {
            await using var owner = NpgsqlDataSource.Create(ownerConnectionString);
            await MigrationRunner.MigrateAsync(owner, cancel);
            if (applicationRole is not null && applicationRole != RoleOf(ownerConnectionString))
                await ApplicationRights.GrantAsync(owner, applicationRole, cancel);
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException)
        {
            throw new SetupException(
                $"La base de données n’est pas joignable : {failure.Message} Vérifiez ConnectionStrings__Marketplace.", failure);
        }
    }
}
