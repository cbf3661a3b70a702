using System.Globalization;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Search;
using Marketplace.Testing;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Benchmarks.Search.Catalogue;

/// <summary>
/// Writes the made-up actions into the write side's tables, as a national catalogue would stand there: by COPY, since
/// how they came in is not what is measured. Their places are communes of the reference tables.
/// </summary>
internal sealed class SyntheticCatalogue(string ownerConnection, IReadOnlyList<Place> communes)
{
    private readonly List<Place> places = [.. communes.Where(p => p.Postcodes.Count > 0)];

    private const int ActionsAnOffer = 3;
    private const int Batch = 50_000;

    /// <summary>Fills the empty tables.</summary>
    public async Task FillAsync(int actions, SyntheticActions source, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(cancel);
        // Constraint triggers would look every row's parent up again.
        await RunAsync(connection, "SET session_replication_role = replica; SET synchronous_commit = off", cancel);
        await RunAsync(connection, """
            INSERT INTO certification (code, title, level, nsf)
            SELECT kind || n, 'Certification ' || n, 3 + n % 6, ARRAY[(100 + n % 250)::text]
            FROM generate_series(0, 4999) AS n, unnest(ARRAY['RNCP', 'RS', 'CPF']) AS kind ON CONFLICT DO NOTHING
            """, cancel);
        await RunAsync(connection, """
            INSERT INTO provider (siret, name)
            SELECT '123456789' || lpad(n::text, 5, '0'), 'Organisme ' || n FROM generate_series(0, 13999) AS n
            """, cancel);
        for (var start = 0; start < actions; start += Batch)
        {
            var documents = Enumerable.Range(start, Math.Min(Batch, actions - start)).Select(n => (Number: n, Document: source.Next(n)))
                .ToList();
            await CopyOffersAsync(connection, documents, cancel);
            await CopyActionsAsync(connection, documents, cancel);
            await CopySessionsAsync(connection, documents, cancel);
        }
        await RunAsync(connection, "ANALYZE", cancel);
    }

    private static async Task CopyOffersAsync(
        NpgsqlConnection connection, List<(int Number, ActionDocument Document)> documents, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY offer (id, siret, number, title, certification_code, content, content_hash) FROM STDIN (FORMAT binary)", cancel);
        foreach (var (number, document) in documents.Where(d => d.Number % ActionsAnOffer == 0))
        {
            var offer = TestOffers.Offer($"F{number / ActionsAnOffer}") with
            {
                Title = document.Title, Content = $"<p>{document.Description}</p>", CertificationCode = CodeOf(document), Blocks = [],
            };
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync((long)(number / ActionsAnOffer) + 1, cancel);
            await copy.WriteAsync(SiretOf(number), cancel);
            await copy.WriteAsync(offer.Number, cancel);
            await copy.WriteAsync(offer.Title, cancel);
            await copy.WriteAsync(offer.CertificationCode, cancel);
            await copy.WriteAsync(CatalogueJson.Write(offer), NpgsqlDbType.Jsonb, cancel);
            await copy.WriteAsync(Array.Empty<byte>(), cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private async Task CopyActionsAsync(
        NpgsqlConnection connection, List<(int Number, ActionDocument Document)> documents, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY action (id, offer_id, number, public_id, modality, insee, lat, lng, price_cents, vat_rate, price_exclusive_cents, hours,
                permanent_entry, content, content_hash) FROM STDIN (FORMAT binary)
            """, cancel);
        foreach (var (number, document) in documents)
        {
            var place = places[(int)(number * 7919L % places.Count)];
            var euros = document.PriceCents!.Value / 100m;
            var action = TestOffers.Action($"A{number}") with
            {
                Modality = (Modality)Modalities.All.ToList().IndexOf(document.Modality),
                LearningHours = document.Hours,
                Paces = [.. document.Pace.Select(p => Paces.All.ToList().IndexOf(p) + 1)],
                Fees = new(0m, euros, euros),
                DisabilityAccess = document.Accessibility.Count > 1 ? "Locaux accessibles aux fauteuils" : "Nous contacter",
                Place = TestOffers.Contact() with { Address = TestOffers.Address() with { Postcode = place.Postcodes[0], City = place.Name,
                Accessible = document.Accessibility.Contains(AccessibilityValues.Premises) } },
            };
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync((long)number + 1, cancel);
            await copy.WriteAsync((long)(number / ActionsAnOffer) + 1, cancel);
            await copy.WriteAsync(action.Number, cancel);
            await copy.WriteAsync(
                PublicId.Of(SiretOf(number / ActionsAnOffer * ActionsAnOffer), $"F{number / ActionsAnOffer}", action.Number), cancel);
            await copy.WriteAsync((short)action.Modality, cancel);
            await copy.WriteAsync(place.Insee, cancel);
            await copy.WriteAsync(place.Lat, cancel);
            await copy.WriteAsync(place.Lng, cancel);
            await copy.WriteAsync(document.PriceCents.Value, cancel);
            await copy.WriteAsync(0m, cancel);
            await copy.WriteAsync(document.PriceCents.Value, cancel);
            await copy.WriteAsync(document.Hours!.Value, cancel);
            await copy.WriteAsync(false, cancel);
            await copy.WriteAsync(CatalogueJson.Write(action), NpgsqlDbType.Jsonb, cancel);
            await copy.WriteAsync(Array.Empty<byte>(), cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static async Task CopySessionsAsync(
        NpgsqlConnection connection, List<(int Number, ActionDocument Document)> documents, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY session (action_id, number, starts, ends, open, guaranteed, capacity, content, content_hash) FROM STDIN (FORMAT binary)",
            cancel);
        foreach (var (number, document) in documents)
        {
            foreach (var session in document.Sessions)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync((long)number + 1, cancel);
                await copy.WriteAsync(session.Number, cancel);
                await copy.WriteAsync(session.Start!.Value, cancel);
                await copy.WriteAsync(session.End!.Value, cancel);
                await copy.WriteAsync(session.Open, cancel);
                await copy.WriteAsync(session.Guaranteed, cancel);
                await copy.WriteAsync(session.SeatsLeft!.Value, cancel);
                // The index does not read it.
                await copy.WriteAsync("{}", NpgsqlDbType.Jsonb, cancel);
                await copy.WriteAsync(Array.Empty<byte>(), cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    private static string CodeOf(ActionDocument document) => document.Certification.Type switch
    {
        CertificationTypes.Rs => "RS" + document.Certification.Code[4..],
        CertificationTypes.DrivingLicence => "CPF" + document.Certification.Code[4..],
        _ => document.Certification.Code,
    };

    private static string SiretOf(int number) => "123456789" + (number % 14_000).ToString("D5", CultureInfo.InvariantCulture);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
