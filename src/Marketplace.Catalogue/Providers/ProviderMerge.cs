using Marketplace.Catalogue.Changes;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Providers;

/// <summary>Brings training organisations into the table; placeholders become real.</summary>
public static class ProviderMerge
{
    /// <summary>Columns of a row; qualiopi kinds are separated by <c>|</c>, null leaves what is known.</summary>
    public static readonly IReadOnlyList<string> Columns = ["siret", "name", "nda", "qualiopi", "address", "postcode", "city"];

    /// <summary>Adds or updates; the caller's transaction holds it all. Only a new name reaches the search index.</summary>
    /// <returns>How many changed.</returns>
    public static async Task<int> ApplyAsync(
        NpgsqlConnection connection, IEnumerable<string?[]> rows, bool official, CancellationToken cancel)
    {
        await Staging.CopyAsync(connection, "provider_stage", Columns, rows, cancel);
        var renamed = new List<string>();
        await using (var names = new NpgsqlCommand(
            "SELECT p.siret FROM provider p JOIN provider_stage s USING (siret) WHERE p.name <> s.name AND ($1 OR NOT p.official)",
            connection)
            { Parameters = { new() { Value = official } } })
        await using (var row = await names.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
                renamed.Add(row.GetString(0));
        }
        await using var merge = new NpgsqlCommand("""
            INSERT INTO provider AS p (siret, name, nda, qualiopi, address, postcode, city, official)
            SELECT DISTINCT ON (s.siret) s.siret, s.name, coalesce(s.nda, known.nda), coalesce(string_to_array(s.qualiopi, '|'), known.qualiopi, '{}'),
                   s.address, s.postcode, s.city, $1
            FROM provider_stage s LEFT JOIN provider known USING (siret) ORDER BY s.siret
            ON CONFLICT (siret) DO UPDATE SET name = excluded.name, nda = excluded.nda, qualiopi = excluded.qualiopi, address = excluded.address,
                postcode = excluded.postcode, city = excluded.city, placeholder = false, official = excluded.official, updated_at = now()
            WHERE ($1 OR NOT p.official)
              AND (p.name, p.nda, p.qualiopi, p.address, p.postcode, p.city, p.placeholder, p.official) IS DISTINCT FROM
                  (excluded.name, excluded.nda, excluded.qualiopi, excluded.address, excluded.postcode, excluded.city, false, excluded.official)
            """, connection) { Parameters = { new() { Value = official } } };
        var changed = await merge.ExecuteNonQueryAsync(cancel);
        await ActionChanges.AnnounceOfProvidersAsync(connection, renamed, cancel);
        return changed;
    }
}
