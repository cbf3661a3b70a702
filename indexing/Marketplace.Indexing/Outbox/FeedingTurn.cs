using Marketplace.Search;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Indexing.Outbox;

/// <summary>
/// Of the processes that share an index one feeds it: whoever holds a lock of the database, by the index' name, so that
/// two formats can be fed at once. The lock belongs to a connection of its own and goes with it. An index that is this
/// process's own is always its turn.
/// </summary>
public sealed class FeedingTurn(NpgsqlDataSource database, ISearchIndex index, ILogger<FeedingTurn> log) : IAsyncDisposable
{
    /// <summary>How often the connection is tried; an end that the server tells of is noticed at once.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);

    /// <summary>The server drops the lock of a machine that is gone within some ten seconds, not after hours.</summary>
    private const string KeepAlive = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";

    private readonly SemaphoreSlim taking = new(1, 1);
    private Held? held;

    /// <summary>Counts the turns of this process: what was known of the index in another one may be wrong.</summary>
    public int Number { get; private set; }

    /// <summary>Whether this process feeds the index.</summary>
    public bool IsHeld => !index.IsShared || held is { Lost.IsCancellationRequested: false };

    /// <summary>Cancelled when the turn that is held now is lost.</summary>
    /// <exception cref="FedElsewhereException">It is not held.</exception>
    public CancellationToken Lost => !index.IsShared ? CancellationToken.None
        : held is { Lost.IsCancellationRequested: false } now ? now.Lost.Token : throw new FedElsewhereException();

    /// <summary>Takes the turn when it is free. True when it is held then.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancel)
    {
        if (IsHeld)
            return true;
        await taking.WaitAsync(cancel);
        try
        {
            if (IsHeld)
                return true;
            await LeaveAsync();
            var connection = await database.OpenConnectionAsync(cancel);
            try
            {
                if (!await LockAsync(connection, cancel))
                {
                    await connection.DisposeAsync();
                    return false;
                }
                Number++;
                held = new Held(connection, log);
                log.LogInformation("This process feeds the shared index {Index}", index.SharedName);
                return true;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        finally
        {
            taking.Release();
        }
    }

    /// <summary>Lets another process feed the index.</summary>
    public async Task ReleaseAsync()
    {
        await taking.WaitAsync();
        try
        {
            await LeaveAsync();
        }
        finally
        {
            taking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        taking.Dispose();
    }

    private async Task<bool> LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using (var alive = new NpgsqlCommand(KeepAlive, connection))
            await alive.ExecuteNonQueryAsync(cancel);
        await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('index ' || $1, 0))", connection);
        take.Parameters.Add(new() { Value = index.SharedName! });
        return (bool)(await take.ExecuteScalarAsync(cancel))!;
    }

    private async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref held, null) is { } last)
            await last.DisposeAsync();
    }

    /// <summary>The connection with the lock, watched as long as it lives.</summary>
    private sealed class Held : IAsyncDisposable
    {
        private readonly NpgsqlConnection connection;
        private readonly ILogger log;
        private readonly CancellationTokenSource leaving = new();
        private readonly Task watch;

        public Held(NpgsqlConnection connection, ILogger log)
        {
            (this.connection, this.log) = (connection, log);
            watch = Task.Run(WatchAsync);
        }

        public CancellationTokenSource Lost { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await leaving.CancelAsync();
            await watch;
            await Lost.CancelAsync();
            // A connection that goes back to the pool would keep the lock.
            try
            {
                await using var unlock = new NpgsqlCommand(
                    "SELECT pg_advisory_unlock_all()", connection) { CommandTimeout = (int)Ping.TotalSeconds };
                await unlock.ExecuteNonQueryAsync();
            }
            catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
            {
                // A broken connection has lost it already.
            }
            await connection.DisposeAsync();
            leaving.Dispose();
        }

        private async Task WatchAsync()
        {
            try
            {
                while (true)
                {
                    await connection.WaitAsync(Ping, leaving.Token);
                    await using var alive = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = (int)Ping.TotalSeconds };
                    await alive.ExecuteNonQueryAsync(leaving.Token);
                }
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                // Given up on purpose.
            }
            catch (Exception failure)
            {
                log.LogWarning("The turn to feed the shared index is lost: {Reason}", failure.Message);
                await Lost.CancelAsync();
            }
        }
    }
}
