using Marketplace.Catalogue.Changes;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Certifications;

/// <summary>Brings certifications and their blocs into the tables; placeholders become real.</summary>
internal static class CertificationMerge
{
    /// <summary>
    /// Columns of a row; lists are separated by <c>|</c>, null lists leave what is known; active is 0 or 1; expires is ISO.
    /// </summary>
    public static readonly IReadOnlyList<string> Columns =
        ["code", "title", "abbreviation", "level", "nsf", "rome", "active", "expires"];

    public static readonly IReadOnlyList<string> BlockColumns = ["code", "certification", "title"];

    /// <summary>Adds or updates certifications; the caller's transaction holds it all.</summary>
    /// <param name="official">Rows of an official file win over the seed's, never the other way round.</param>
    /// <returns>How many changed.</returns>
    public static async Task<int> ApplyAsync(
        NpgsqlConnection connection, IEnumerable<string?[]> rows, bool official, CancellationToken cancel)
    {
        await Staging.CopyAsync(connection, "certification_stage", Columns, rows, cancel);
        var changed = new List<string>();
        await using (var merge = new NpgsqlCommand("""
            INSERT INTO certification AS c (code, title, abbreviation, level, nsf, rome, active, expires, official)
            SELECT DISTINCT ON (s.code) s.code, s.title, s.abbreviation, s.level::smallint,
                   coalesce(string_to_array(s.nsf, '|'), known.nsf, '{}'), coalesce(string_to_array(s.rome, '|'), known.rome, '{}'),
                   s.active = '1', s.expires::date, $1
            FROM certification_stage s LEFT JOIN certification known USING (code) ORDER BY s.code
            ON CONFLICT (code) DO UPDATE SET title = excluded.title, abbreviation = excluded.abbreviation, level = excluded.level,
                nsf = excluded.nsf, rome = excluded.rome, active = excluded.active, expires = excluded.expires,
                placeholder = false, official = excluded.official
            WHERE ($1 OR NOT c.official)
              AND (c.title, c.abbreviation, c.level, c.nsf, c.rome, c.active, c.expires, c.placeholder, c.official) IS DISTINCT FROM
                  (excluded.title, excluded.abbreviation, excluded.level, excluded.nsf, excluded.rome, excluded.active, excluded.expires,
                   false, excluded.official)
            RETURNING code
            """, connection) { Parameters = { new() { Value = official } } })
        await using (var row = await merge.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
                changed.Add(row.GetString(0));
        }
        await ActionChanges.AnnounceOfCertificationsAsync(connection, changed, cancel);
        return changed.Count;
    }

    /// <summary>
    /// Adds or updates blocs of known certifications. How many of a certification's blocs an offer holds decides its type.
    /// </summary>
    public static async Task<int> ApplyBlocksAsync(NpgsqlConnection connection, IEnumerable<string?[]> rows, CancellationToken cancel)
    {
        await Staging.CopyAsync(connection, "block_stage", BlockColumns, rows, cancel);
        var changed = new HashSet<string>();
        var count = 0;
        await using (var merge = new NpgsqlCommand("""
            INSERT INTO certification_block AS b (code, certification_code, title)
            SELECT DISTINCT ON (s.code) s.code, s.certification, s.title
            FROM block_stage s JOIN certification c ON c.code = s.certification ORDER BY s.code
            ON CONFLICT (code) DO UPDATE SET certification_code = excluded.certification_code, title = excluded.title
            WHERE (b.certification_code, b.title) IS DISTINCT FROM (excluded.certification_code, excluded.title)
            RETURNING certification_code
            """, connection))
        await using (var row = await merge.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                changed.Add(row.GetString(0));
                count++;
            }
        }
        await ActionChanges.AnnounceOfCertificationsAsync(connection, changed, cancel);
        return count;
    }

    /// <summary>Adds titles of NSF domains and jobs that are not known yet.</summary>
    /// <param name="titles">Table → code → title.</param>
    public static async Task AddTitlesAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, Dictionary<string, string>> titles, CancellationToken cancel)
    {
        foreach (var (table, known) in titles.Where(t => t.Value.Count > 0))
        {
            await using var add = new NpgsqlCommand(
                $"INSERT INTO {table} (code, title) SELECT code, title FROM unnest($1, $2) AS t(code, title) ON CONFLICT DO NOTHING",
                connection)
            {
                Parameters = { new() { Value = known.Keys.ToArray() }, new() { Value = known.Values.ToArray() } },
            };
            await add.ExecuteNonQueryAsync(cancel);
        }
    }
}
