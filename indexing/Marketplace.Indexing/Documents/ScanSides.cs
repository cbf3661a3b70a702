using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>
/// Communes, providers and certifications, read once for a scan of all actions: looked up by the server for each
/// action they took half of its time, and each action would have texts of its own in memory.
/// </summary>
internal sealed class ScanSides
{
    private readonly Dictionary<string, PlaceRow> places = [];
    private readonly Dictionary<string, (string Siret, string Name)> providers = [];
    private readonly Dictionary<string, CertificationRow> certifications = [];

    /// <param name="connection">Within the snapshot of the scan: an action's version must not be newer than what it shows.</param>
    public static async Task<ScanSides> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var sides = new ScanSides();
        await ReadAsync(connection, $"SELECT pl.insee, {RowColumns.Place} FROM place pl",
            r => sides.places.Add(r.GetString(0), RowColumns.ReadPlace(r, 1)!), cancel);
        await ReadAsync(connection, "SELECT siret, name FROM provider",
            r => sides.providers.Add(r.GetString(0), (r.GetString(0), r.GetString(1))), cancel);
        await ReadAsync(connection, $"SELECT {RowColumns.Certification} FROM certification c",
            r => sides.certifications.Add(r.GetString(0), RowColumns.ReadCertification(r, 0)), cancel);
        return sides;
    }

    public PlaceRow? Place(string? insee) => insee is null ? null : places.GetValueOrDefault(insee);

    public OfferRow Offer(byte[] content, string siret, string certification)
    {
        var provider = providers[siret];
        return new OfferRow(content, provider.Siret, provider.Name, certifications[certification]);
    }

    private static async Task ReadAsync(NpgsqlConnection connection, string sql, Action<NpgsqlDataReader> row, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            row(reader);
    }
}
