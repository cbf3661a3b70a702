using Dapper;
using Npgsql;

namespace Marketplace.Statistics.Editions;

/// <summary>An edition in memory, as it was published.</summary>
public sealed class PublishedEdition(
    Edition about, IReadOnlyDictionary<CellKey, Figures?> cells, IReadOnlyDictionary<(string Axis, string Node), string> parents)
{
    private readonly IReadOnlyDictionary<(string Axis, string Node), string> _parents = parents;

    private static string RegionOf(string node, PublicAxis axis) =>
        axis.Levels[0].EndsWith("Region", StringComparison.Ordinal) ? RegionOf(node) : node;

    private readonly ILookup<string, string> _nodes = cells.Keys.Where(key => key.Node.Length > 0).Select(key => (key.Axis, key.Node))
        .Distinct()
        .OrderBy(pair => pair.Node, StringComparer.Ordinal).ToLookup(pair => pair.Axis, pair => pair.Node);

    public Edition About => about;

    public IReadOnlyDictionary<CellKey, Figures?> Cells => cells;

    /// <summary>Rows of an axis.</summary>
    public IEnumerable<string> Nodes(string axis) => _nodes[axis];

    /// <summary>Codes of a row, level by level; empty: not known.</summary>
    public IReadOnlyList<string> CodesOf(PublicAxis axis, string node)
    {
        var parent = _parents.GetValueOrDefault((axis.Name, node));
        var own = node.EndsWith('?') ? "?" : node;
        return parent is not null ? [RegionOf(parent, axis), own] : [RegionOf(node, axis)];
    }

    /// <summary>The region's code; rows of regions have a letter before it.</summary>
    public static string RegionOf(string node) => node.StartsWith('R') ? node[1..] : node;

    /// <summary>First month; null: an edition without cells.</summary>
    public Facts.Month? First { get; } = cells.Keys.Where(key => key.Period.Length == 7 && Facts.Month.TryParse(key.Period, out _))
        .Select(key => key.Period).Min(StringComparer.Ordinal) is { } first && Facts.Month.TryParse(first, out var month) ? month : null;

    /// <summary>Last month.</summary>
    public Facts.Month Last => Facts.Month.Of(about.Month);
}

/// <summary>Finds editions; the latest is kept in memory, because every public page reads it.</summary>
public sealed class Editions(NpgsqlDataSource database)
{
    private volatile PublishedEdition? _latest;

    /// <summary>All that were published, the latest first.</summary>
    public async Task<IReadOnlyList<Edition>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<Edition>(new CommandDefinition(
            "SELECT number, month, k, published_at AS PublishedAt, withheld, sha256 FROM statistics_edition ORDER BY number DESC",
            cancellationToken: cancel))];
    }

    /// <summary>Null: none is published yet.</summary>
    public async Task<PublishedEdition?> LatestAsync(CancellationToken cancel)
    {
        if ((await ListAsync(cancel)).FirstOrDefault() is not { } last)
            return null;
        if (_latest is { } known && known.About.Number == last.Number && known.About.Sha256.AsSpan().SequenceEqual(last.Sha256))
            return known;
        return _latest = await ReadAsync(last, cancel);
    }

    /// <summary>One of before, as it was published.</summary>
    public async Task<PublishedEdition> ReadAsync(Edition edition, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (cells, parents) = (new Dictionary<CellKey, Figures?>(), new Dictionary<(string, string), string>());
        await using var command = new NpgsqlCommand("""
            SELECT basis, axis, node, "column", period, bookings, learners, amount, learner_amount, hours, parent FROM statistics_cell WHERE edition = $1
            """, connection);
        command.Parameters.Add(new() { Value = edition.Number });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            if (!reader.IsDBNull(10))
                parents[(Text(1), Text(2))] = Text(10);
            cells[new(Text(0), Text(1), Text(2), Text(3), Text(4))] = reader.IsDBNull(5) ? null
                : new(reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9));
        }
        return new(edition, cells, parents);

        string Text(int column)
        {
            var text = reader.GetString(column);
            return texts.TryGetValue(text, out var known) ? known : texts[text] = text;
        }
    }
}
