using System.Globalization;
using Npgsql;

namespace Marketplace.Platform.Data.Private;

/// <summary>
/// A PostgreSQL server of our own under the data directory, shared by all processes that use that directory:
/// the first one in starts it, the last one out stops it, whoever comes after a crash finds it again.
/// It listens on a loopback port with a random password that only our system user can read.
/// </summary>
public sealed class PrivateServer : IDisposable
{
    /// <summary>Starting after a crash replays the journal, which takes time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly PrivateServerProcess _server;
    private readonly string _password;
    private readonly string _applicationPassword;
    private readonly FileLock _use;
    private int _port;
    private bool _disposed;

    private PrivateServer(PrivateServerFolder folder, PrivateServerProcess server, string password, FileLock use) =>
        (Folder, _server, _password, _applicationPassword, _use) = (
            folder, server, password, folder.ReadOrMakePassword("application-password"), use);

    /// <summary>The role that the application works with: it owns nothing.</summary>
    public const string ApplicationRole = "marketplace_app";

    public PrivateServerFolder Folder { get; }
    public PostgresBinaries Binaries => _server.Binaries;

    /// <summary>Opens the server of a data directory; makes and starts it when needed.</summary>
    /// <exception cref="SetupException">PostgreSQL is missing or does not start.</exception>
    public static async Task<PrivateServer> OpenAsync(
        DataDirectory directory, PrivateServerSettings settings, CancellationToken cancel = default)
    {
        // Where the server's files can lie is tried out with a folder that comes and may go again: one process at a time.
        using var gate = await PassGateAsync(PrivateServerFolder.GateOf(directory), cancel);
        var folder = PrivateServerFolder.In(directory);
        var server = new PrivateServerProcess(folder, settings);
        var password = folder.ReadOrMakePassword();
        server.EnsureCreated(password);
        // With the gate in hand nobody else holds the users' lock alone.
        var cluster = new PrivateServer(folder, server, password,
            FileLock.TryShared(folder.Users) ?? throw new SetupException($"Le fichier {folder.Users} ne peut pas être ouvert."));
        try
        {
            await cluster.StartOrAdoptAsync(cancel);
            await cluster.EnsureApplicationRoleAsync(cancel);
            return cluster;
        }
        catch
        {
            cluster._use.Dispose();
            throw;
        }
    }

    /// <summary>Connection string of the owner for one of the server's databases.</summary>
    public string ConnectionString(string database) => ConnectionString(database, PrivateServerProcess.Role, _password);

    /// <summary>Connection string of the application's role.</summary>
    public string ApplicationConnectionString(string database) => ConnectionString(database, ApplicationRole, _applicationPassword);

    private string ConnectionString(string database, string role, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = role,
        Password = password,
        Database = database,
    }.ConnectionString;

    /// <summary>What PostgreSQL's own programs need to connect; not on their command line, which all users can read.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment() => new Dictionary<string, string>
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = _port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = PrivateServerProcess.Role,
        ["PGPASSWORD"] = _password,
    };

    /// <summary>Makes a database unless it is there.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var find = new NpgsqlCommand(
            "SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await find.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(database)}", connection);
        try
        {
            await create.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException failure) when (
            failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process of ours was quicker.
        }
    }

    /// <summary>Makes the application's role, with the gate in hand.</summary>
    private async Task EnsureApplicationRoleAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        await using var find = new NpgsqlCommand(
            "SELECT 1 FROM pg_roles WHERE rolname = $1", connection) { Parameters = { new() { Value = ApplicationRole } } };
        if (await find.ExecuteScalarAsync(cancel) is not null)
            return;
        await using var create = new NpgsqlCommand($"CREATE ROLE {ApplicationRole} LOGIN PASSWORD '{_applicationPassword}'", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Whether the server's process is alive; cheap enough to ask every second.</summary>
    public bool IsAlive => PostmasterFile.ReadAlive(Folder.Data) is not null;

    /// <summary>Starts the server again, on the same port, when something ended it.</summary>
    /// <returns>Whether it had to be started.</returns>
    /// <exception cref="SetupException">It does not start, or only on another port, which our connections do not know.</exception>
    public async Task<bool> EnsureAliveAsync(CancellationToken cancel = default)
    {
        if (_disposed || IsAlive)
            return false;
        using var gate = await PassGateAsync(Folder.Gate, cancel);
        var before = _port;
        var started = await StartOrAdoptAsync(cancel);
        if (_port != before)
            throw new SetupException(
                $"PostgreSQL a dû redémarrer sur un autre port ({_port} au lieu de {before}) : relancez le programme.");
        return started;
    }

    /// <summary>Leaves the server; the last one out stops the server.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        using var gate = PassGateAsync(Folder.Gate, CancellationToken.None).GetAwaiter().GetResult();
        _use.Dispose();
        using var alone = FileLock.TryExclusive(Folder.Users);
        if (alone is not null && IsAlive)
            _server.Stop();
    }

    /// <returns>Whether the server had to be started.</returns>
    private async Task<bool> StartOrAdoptAsync(CancellationToken cancel)
    {
        if (PostmasterFile.ReadAlive(Folder.Data) is { } running)
        {
            _port = running.Port;
            await WaitUntilReadyAsync(cancel);
            return false;
        }
        _port = _server.Start(wanted: _port == 0 ? null : _port);
        await WaitUntilReadyAsync(cancel);
        return true;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancel);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new SetupException(
                    $"Le mot de passe gardé dans {Folder.Own} n’est pas celui de la base : ce dossier a été changé à la main.", failure);
            }
            catch (NpgsqlException) when (Environment.TickCount64 < deadline && IsAlive)
            {
                await Task.Delay(100, cancel);
            }
            catch (NpgsqlException failure)
            {
                throw new SetupException($"PostgreSQL ne répond pas ; voir son journal : {Folder.Log}", failure);
            }
        }
    }

    private static async Task<FileLock> PassGateAsync(string gate, CancellationToken cancel)
    {
        try
        {
            return await FileLock.ExclusiveAsync(gate, Patience, cancel);
        }
        catch (TimeoutException failure)
        {
            throw new SetupException(
                $"Un autre processus démarre ou arrête la base depuis plus de {Patience.TotalMinutes:0} minutes (verrou {gate}).", failure);
        }
    }
}
