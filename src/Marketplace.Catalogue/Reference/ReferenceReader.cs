using Dapper;
using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Npgsql;

namespace Marketplace.Catalogue.Reference;

/// <summary>Reads the reference tables whole.</summary>
internal static class ReferenceReader
{
    public static async Task<PlaceDirectory> PlacesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var places = new List<Place>(36_000);
        await using var command = new NpgsqlCommand("""
            SELECT insee, name, postcodes, department, region, population, lat, lng, approximate, parent FROM place ORDER BY insee
            """, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            places.Add(new Place(
                row.GetString(0), row.GetString(1), row.GetFieldValue<string[]>(2), string.Intern(row.GetString(3)),
                string.Intern(row.GetString(4)),
                row.GetInt32(5), row.GetDouble(6), row.GetDouble(7), row.GetBoolean(8), row.IsDBNull(9) ? null : row.GetString(9)));
        }
        return new PlaceDirectory(places);
    }

    public static async Task<CertificationDirectory> CertificationsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var certifications = new List<Certification>();
        await using (var command = new NpgsqlCommand("""
            SELECT code, title, level, nsf, rome, active, expires, placeholder, abbreviation FROM certification ORDER BY code
            """, connection))
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                certifications.Add(new Certification(
                    row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt16(2),
                    row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4), row.GetBoolean(5),
                    row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6), row.GetBoolean(7), row.IsDBNull(8) ? null : row.GetString(8)));
            }
        }
        var blocks = await connection.QueryAsync<(string, string, string)>(new CommandDefinition(
            "SELECT code, certification_code, title FROM certification_block ORDER BY code", cancellationToken: cancel));
        return new CertificationDirectory(certifications, [.. blocks.Select(b => new CertificationBlock(b.Item1, b.Item2, b.Item3))]);
    }

    public static async Task<ReferenceData> TitlesAsync(
        NpgsqlConnection connection, PlaceDirectory places, CertificationDirectory certifications, CancellationToken cancel)
    {
        var departments = await connection.QueryAsync<(string Code, string Name, string Region)>(
            new CommandDefinition("SELECT code, name, region FROM department ORDER BY code", cancellationToken: cancel));
        return new ReferenceData
        {
            Places = places,
            Certifications = certifications,
            Departments = departments.ToDictionary(d => d.Code, d => new Department(d.Code, d.Name, d.Region)),
            Regions = (await PairsAsync("region", "name")).ToDictionary(r => r.Code, r => new Region(r.Code, r.Title)),
            NsfDomains = (await PairsAsync("nsf_domain", "title")).ToDictionary(n => n.Code, n => n.Title),
            Jobs = (await PairsAsync("job", "title")).ToDictionary(j => j.Code, j => j.Title),
            Levels = (await PairsAsync("level", "title"))
                .ToDictionary(l => int.Parse(l.Code, System.Globalization.CultureInfo.InvariantCulture), l => l.Title),
        };

        Task<IEnumerable<(string Code, string Title)>> PairsAsync(string table, string column) =>
            connection.QueryAsync<(string Code, string Title)>(
            new CommandDefinition($"SELECT code::text, {column} FROM {table} ORDER BY code", cancellationToken: cancel));
    }
}
