using Marketplace.Platform.Data;
using Marketplace.Testing;

namespace Marketplace.Chaos;

/// <summary>A data directory of its own, deleted at the end.</summary>
public sealed class Installation : IDisposable
{
    public DataDirectory Directory { get; } = ServerProcess.NewDirectory();

    /// <summary>Published items by provider, read from the database itself.</summary>
    public async Task<Dictionary<string, (int Formations, int Actions, int Sessions)>> CountsAsync(CancellationToken cancel)
    {
        await using var database = await MarketplaceDatabase.OpenAsync(null, null, Directory, cancel: cancel);
        await using var command = database.Source.CreateCommand("""
            SELECT o.siret, count(DISTINCT o.id)::int, count(DISTINCT a.id)::int, count(s.id)::int
            FROM offer o LEFT JOIN action a ON a.offer_id = o.id AND a.archived_at IS NULL
            LEFT JOIN session s ON s.action_id = a.id AND s.archived_at IS NULL
            WHERE o.archived_at IS NULL GROUP BY o.siret
            """);
        var counts = new Dictionary<string, (int, int, int)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            counts[reader.GetString(0)] = (reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
        return counts;
    }

    public void Dispose()
    {
        System.IO.Directory.Delete(Directory.Path, true);
    }
}
