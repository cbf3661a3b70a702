using Marketplace.Platform.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Catalogue.Reference;

/// <summary>Loads the reference tables again when another process changed them (NOTIFY reference).</summary>
public sealed class ReferenceListener(NpgsqlDataSource database, ReferenceDataStore store, ILogger<ReferenceListener> log)
    : ListeningWorker(database, ["reference"], log)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> changed = [];

    /// <summary>Of a connection that is new: what changed before it was not announced to us.</summary>
    private bool all;

    /// <inheritdoc />
    protected override Task<bool> BeginAsync(CancellationToken cancel) => Task.FromResult(all = true);

    /// <inheritdoc />
    protected override void Heard(string payload) => changed.Add(payload);

    /// <inheritdoc />
    protected override async Task LookAsync(CancellationToken cancel)
    {
        string[]? tables = all ? null : [.. changed];
        changed.Clear();
        await store.ReloadAsync(tables, cancel);
        all = false;
    }

    /// <inheritdoc />
    protected override async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await connection.WaitAsync(cancel);
        // An import announces many changes in a row: one reload for all of them.
        while (await connection.WaitAsync(Gather, cancel))
        {
        }
    }
}
