using Hangfire.Server;
using Npgsql;

namespace Marketplace.Web.Jobs;

/// <summary>
/// Never two jobs of a kind at once: a lock of the database by the name of the class, which goes with its connection, so
/// that a killed process holds nothing up. (Hangfire's own lock is a row that stays for minutes.) A second one ends at
/// once: what is due is done by the first.
/// </summary>
public sealed class JobTurn(NpgsqlDataSource database) : IServerFilter
{
    private const string Key = "turn";
    private const string Lock = "hashtextextended('job ' || $1, 10)";

    /// <summary>Lets no job of some kinds begin until it is disposed of; waits for those that run.</summary>
    public static async Task<IAsyncDisposable> HoldAsync(NpgsqlDataSource database, IEnumerable<Type> jobs, CancellationToken cancel)
    {
        var held = new HeldTurns(await database.OpenConnectionAsync(cancel));
        try
        {
            foreach (var job in jobs)
                await held.TakeAsync(job, cancel);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
        return held;
    }

    public void OnPerforming(PerformingContext context)
    {
        var connection = database.OpenConnection();
        if (Ask(connection, $"SELECT pg_try_advisory_lock({Lock})", context))
        {
            context.Items[Key] = connection;
            return;
        }
        connection.Dispose();
        context.Canceled = true;
    }

    public void OnPerformed(PerformedContext context)
    {
        if (!context.Items.Remove(Key, out var held) || held is not NpgsqlConnection connection)
            return;
        try
        {
            // A connection that goes back to the pool would keep the lock.
            Ask(connection, $"SELECT pg_advisory_unlock({Lock})", context);
        }
        catch (NpgsqlException)
        {
            // A broken connection has lost it already.
        }
        finally
        {
            connection.Dispose();
        }
    }

    private sealed class HeldTurns(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async Task TakeAsync(Type job, CancellationToken cancel)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT pg_advisory_lock({Lock})", connection) { Parameters = { new() { Value = job.Name } } };
            await command.ExecuteNonQueryAsync(cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection))
                await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }

    private static bool Ask(NpgsqlConnection connection, string sql, PerformContext context)
    {
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = context.BackgroundJob.Job.Type.Name } } };
        return (bool)command.ExecuteScalar()!;
    }
}
