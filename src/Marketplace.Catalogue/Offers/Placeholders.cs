using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalogue.Offers;

/// <summary>What an offer names before the registers do: its provider and its certification, until the official lists bring them.</summary>
internal sealed class Placeholders(NpgsqlDataSource database, NpgsqlConnection connection, string siret)
{
    private readonly HashSet<string> knownCertifications = [];
    private bool providerNamed;

    /// <summary>EDOF files do not name their provider: until the official list does, the first line of its address stands in.</summary>
    public async Task NameProviderAsync(AcceptedOffer accepted, CancellationToken cancel)
    {
        if (providerNamed)
            return;
        providerNamed = true;
        var address = accepted.Actions.SelectMany(a => a.Sessions).FirstOrDefault()?.RegistrationAddress;
        var line = address?.Lines.FirstOrDefault();
        var name = line is null || char.IsAsciiDigit(line[0]) ? $"Organisme {siret}" : line;
        await using var command = new NpgsqlCommand("""
            INSERT INTO provider (siret, name, postcode, city, placeholder) VALUES ($1, $2, $3, $4, true) ON CONFLICT DO NOTHING
            """, connection);
        command.Parameters.Add(new() { Value = siret });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = (object?)address?.Postcode ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)address?.City ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Certifications absent from the reference get a placeholder with the offer's title. In a transaction of its own,
    /// in code order: two imports adding the same codes would otherwise wait for each other for ever.
    /// </summary>
    public async Task AddCertificationsAsync(IEnumerable<(string Code, string Title)> certifications, CancellationToken cancel)
    {
        var unknown = certifications.Where(c => knownCertifications.Add(c.Code)).OrderBy(c => c.Code, StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
            return;
        await using var command = database.CreateCommand("""
            INSERT INTO certification (code, title, placeholder)
            SELECT code, title, true FROM unnest($1, $2) AS t(code, title)
            WHERE NOT EXISTS (SELECT FROM certification c WHERE c.code = t.code)
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = unknown.ConvertAll(c => c.Code) });
        command.Parameters.Add(new() { Value = unknown.ConvertAll(c => c.Title) });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
