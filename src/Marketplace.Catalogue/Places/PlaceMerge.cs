using Marketplace.Catalogue.Changes;
using Marketplace.Platform.Importing;
using Npgsql;

namespace Marketplace.Catalogue.Places;

/// <summary>Brings communes into the table and moves what stood at their old centres.</summary>
internal static class PlaceMerge
{
    /// <summary>Columns of a row to merge; postcodes are separated by <c>|</c>, approximate is 0 or 1.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["insee", "name", "postcodes", "department", "region", "population", "lat", "lng", "approximate", "parent"];

    /// <summary>Adds or updates; the caller's transaction holds it all.</summary>
    /// <param name="official">Rows of an official file win over the seed's, never the other way round.</param>
    /// <returns>How many communes changed.</returns>
    public static async Task<int> ApplyAsync(
        NpgsqlConnection connection, IEnumerable<string?[]> rows, bool official, CancellationToken cancel)
    {
        await Staging.CopyAsync(connection, "place_stage", Columns, rows, cancel);
        // An action without a point of its own stands at its commune's centre: it moves with it.
        await using (var move = new NpgsqlCommand("""
            UPDATE action a SET lat = s.lat::double precision, lng = s.lng::double precision
            FROM place_stage s JOIN place p USING (insee)
            WHERE a.insee = p.insee AND a.lat = p.lat AND a.lng = p.lng AND ($1 OR NOT p.official)
            """, connection) { Parameters = { new() { Value = official } } })
            await move.ExecuteNonQueryAsync(cancel);
        var changed = new List<string>();
        await using (var merge = new NpgsqlCommand("""
            INSERT INTO place AS p (insee, name, postcodes, department, region, population, lat, lng, approximate, parent, official)
            SELECT DISTINCT ON (insee) insee, name, CASE WHEN postcodes IS NULL THEN '{}' ELSE string_to_array(postcodes, '|') END, department, region,
                   population::integer, lat::double precision, lng::double precision, approximate = '1', parent, $1
            FROM place_stage ORDER BY insee
            ON CONFLICT (insee) DO UPDATE SET name = excluded.name, postcodes = excluded.postcodes, department = excluded.department,
                region = excluded.region, population = excluded.population, lat = excluded.lat, lng = excluded.lng,
                approximate = excluded.approximate, parent = excluded.parent, official = excluded.official
            WHERE ($1 OR NOT p.official)
              AND (p.name, p.postcodes, p.department, p.region, p.population, p.lat, p.lng, p.approximate, p.parent, p.official)
                  IS DISTINCT FROM
                  (excluded.name, excluded.postcodes, excluded.department, excluded.region, excluded.population,
                   excluded.lat, excluded.lng, excluded.approximate, excluded.parent, excluded.official)
            RETURNING insee
            """, connection) { Parameters = { new() { Value = official } } })
        await using (var row = await merge.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
                changed.Add(row.GetString(0));
        }
        await ActionChanges.AnnounceInPlacesAsync(connection, changed, cancel);
        return changed.Count;
    }
}
