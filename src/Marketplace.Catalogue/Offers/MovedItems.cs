using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Unchanged items that stand elsewhere in the provider's new file. Only an export sees their order: it is kept, but is
/// no change of theirs, and search is not told.
/// </summary>
internal sealed class MovedItems
{
    private readonly Dictionary<string, (List<long> Ids, List<int> Positions)> moved = new()
    {
        ["offer"] = ([], []),
        ["action"] = ([], []),
        ["session"] = ([], []),
    };

    public void Offer(PublishedItem item, int position) => Add("offer", item, position);

    public void Action(PublishedItem item, int position) => Add("action", item, position);

    public void Session(PublishedItem item, int position) => Add("session", item, position);

    /// <summary>Writes the new ranks, a statement per table.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (table, (ids, positions)) in moved)
        {
            if (ids.Count == 0)
                continue;
            // In the order of their ids, as who moves a seat from one session to another.
            batch.BatchCommands.Add(
                new($"SELECT count(*) FROM (SELECT FROM {table} WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE) AS locked")
            {
                Parameters = { new() { Value = ids } },
            });
            batch.BatchCommands.Add(
                new($"UPDATE {table} SET position = moved.position FROM unnest($1, $2) AS moved(id, position) WHERE {table}.id = moved.id")
            {
                Parameters = { new() { Value = ids }, new() { Value = positions } },
            });
        }
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancel);
    }

    private void Add(string table, PublishedItem item, int position)
    {
        if (item.Position == position)
            return;
        moved[table].Ids.Add(item.Id);
        moved[table].Positions.Add(position);
    }
}
