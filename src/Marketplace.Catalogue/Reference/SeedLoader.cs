using Dapper;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Reference;

/// <summary>
/// Fills the reference tables from seed-data on first start and after a release that changed a file.
/// One transaction under a lock; a checksum a file makes every other start cheap. Rows of an official import stay.
/// </summary>
public static class SeedLoader
{
    /// <summary>Order matters: what others refer to comes first.</summary>
    private static readonly (string File, Func<NpgsqlConnection, IEnumerable<string?[]>, CancellationToken, Task> Apply)[] Files =
    [
        ("regions.csv", Titles("region", "name")),
        ("departments.csv", (c, rows, cancel) => MergeAsync(c, "department", ["code", "name", "region"], rows, cancel)),
        ("nsf.csv", Titles("nsf_domain", "title")),
        ("jobs.csv", Titles("job", "title")),
        ("levels.csv", Titles("level", "title", "smallint")),
        ("places.csv", (c, rows, cancel) => PlaceMerge.ApplyAsync(c, rows, official: false, cancel)),
        ("certifications.csv", (c, rows, cancel) => CertificationMerge.ApplyAsync(c, rows.Select(Certification), official: false, cancel)),
        ("blocks.csv", (c, rows, cancel) => CertificationMerge.ApplyBlocksAsync(c, rows, cancel)),
    ];

    /// <summary>Changes with the text of any file that is loaded.</summary>
    public static string Checksum => string.Concat(Files.Select(f => SeedFiles.Checksum(f.File)));

    /// <summary>Applies the files that the database has not seen in this version.</summary>
    public static async Task LoadAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        var checksums = Files.ToDictionary(f => f.File, f => SeedFiles.Checksum(f.File));
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await PendingAsync(connection, checksums, cancel) is { Count: 0 })
            return;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(ReferenceTransaction.Lock, cancellationToken: cancel));
        // Asked again under the lock: another process may have just done it.
        var pending = await PendingAsync(connection, checksums, cancel);
        foreach (var (file, apply) in Files.Where(f => pending.Contains(f.File)))
        {
            await apply(connection, SeedFiles.Read(file), cancel);
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO seed_file (name, checksum) VALUES (@file, @checksum)
                ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, loaded_at = now()
                """, new { file, checksum = checksums[file] }, cancellationToken: cancel));
        }
        await transaction.CommitAsync(cancel);
    }

    private static async Task<HashSet<string>> PendingAsync(
        NpgsqlConnection connection, Dictionary<string, string> checksums, CancellationToken cancel)
    {
        var seen = await connection.QueryAsync<(string Name, string Checksum)>(
            new CommandDefinition("SELECT name, checksum FROM seed_file", cancellationToken: cancel));
        return [.. checksums.Except(seen.Select(s => KeyValuePair.Create(s.Name, s.Checksum))).Select(c => c.Key)];
    }

    /// <summary>The seed's certifications are active ones: its file has no column for that.</summary>
    private static string?[] Certification(string?[] row) => [row[0], row[1], row[2], row[3], row[4], row[5], "1", row[6]];

    private static Func<NpgsqlConnection, IEnumerable<string?[]>, CancellationToken,
        Task> Titles(string table, string column, string keyType = "text") =>
        (connection, rows, cancel) => MergeAsync(connection, table, ["code", column], rows, cancel, keyType);

    private static async Task MergeAsync(
        NpgsqlConnection connection, string table, string[] columns, IEnumerable<string?[]> rows, CancellationToken cancel,
        string keyType = "text")
    {
        await Staging.CopyAsync(connection, table + "_stage", columns, rows, cancel);
        var others = columns[1..];
        await connection.ExecuteAsync(new CommandDefinition($"""
            INSERT INTO {table} AS t ({string.Join(", ", columns)})
            SELECT code::{keyType}, {string.Join(", ", others)} FROM {table}_stage
            ON CONFLICT (code) DO UPDATE SET {string.Join(", ", others.Select(c => $"{c} = excluded.{c}"))}
            WHERE {string.Join(" OR ", others.Select(c => $"t.{c} IS DISTINCT FROM excluded.{c}"))}
            """, cancellationToken: cancel));
    }
}
