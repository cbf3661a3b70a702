using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;
using Npgsql;

namespace Marketplace.Platform.Backup;

/// <summary>One backup or restore of a server at a time: they share names of databases and of a role.</summary>
internal sealed class BackupTurn : IAsyncDisposable
{
    private const long LockKey = 7420432;

    private BackupTurn(NpgsqlConnection server) => Server = server;

    /// <summary>To the server's database postgres, as its owner; a process that dies loses the turn with it.</summary>
    public NpgsqlConnection Server { get; }

    /// <summary>Takes the turn.</summary>
    /// <exception cref="SetupException">Somebody else has it.</exception>
    public static async Task<BackupTurn> TakeAsync(PrivateServer cluster, CancellationToken cancel)
    {
        var server = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false;Command Timeout=0");
        try
        {
            await server.OpenAsync(cancel);
            return await server.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@LockKey)", new { LockKey }) ? new BackupTurn(server)
                : throw new SetupException("Une autre sauvegarde ou restauration est en cours sur ce dossier de données.");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The server notices only later that the connection is gone: the next one need not wait for that.
        if (Server.State == System.Data.ConnectionState.Open)
            await Server.ExecuteAsync("SELECT pg_advisory_unlock(@LockKey)", new { LockKey });
        await Server.DisposeAsync();
    }
}
