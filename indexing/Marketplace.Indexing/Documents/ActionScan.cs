using System.Data;
using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// All published actions in one snapshot, cut into batches by ascending id. Several readers share it: the server works
/// for one while another takes what it sent.
/// </summary>
internal sealed class ActionScan(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction, int batch)
    : IAsyncDisposable
{
    /// <summary>The end of a batch first: what belongs to it is then a range of each table.</summary>
    private const string End = "SELECT max(id) FROM (SELECT id FROM action WHERE id > $1 ORDER BY id LIMIT $2) batch";

    private readonly SemaphoreSlim claiming = new(1, 1);
    private long last;

    public required ScanSides Sides { get; init; }

    /// <summary>The name by which the server knows the snapshot.</summary>
    public required string Snapshot { get; init; }

    public static async Task<ActionScan> BeginAsync(NpgsqlDataSource database, int batch, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", connection, transaction);
            var snapshot = (string)(await export.ExecuteScalarAsync(cancel))!;
            return new ActionScan(database, connection, transaction, batch)
            {
                Snapshot = snapshot,
                Sides = await ScanSides.ReadAsync(connection, cancel),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more reader, with a connection of its own.</summary>
    public async Task<ScanReader> JoinAsync(CancellationToken cancel) =>
        await ScanReader.BeginAsync(this, await database.OpenConnectionAsync(cancel), cancel);

    /// <summary>The next ids that nobody reads yet: above the first, up to the last; null after all.</summary>
    public async Task<(long After, long Until)?> ClaimAsync(CancellationToken cancel)
    {
        await claiming.WaitAsync(cancel);
        try
        {
            await using var end = new NpgsqlCommand(
                End, connection, transaction) { Parameters = { new() { Value = last }, new() { Value = (long)batch } } };
            if (await end.ExecuteScalarAsync(cancel) is not long until)
                return null;
            var after = last;
            last = until;
            return (after, until);
        }
        finally
        {
            claiming.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        claiming.Dispose();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
