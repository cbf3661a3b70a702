using Marketplace.Catalogue.Offers;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Benchmarks.Import;

/// <summary>
/// The baseline: the same rows into the same tables, one prepared look-up and one statement an item, as imports are often written.
/// </summary>
internal static class RowByRow
{
    public static async Task WriteAsync(
        NpgsqlDataSource database, string siret, IReadOnlyList<AcceptedOffer> offers, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, "INSERT INTO provider (siret, name, placeholder) VALUES ($1, $1, true) ON CONFLICT DO NOTHING", cancel,
            siret);
        foreach (var (offer, actions) in offers)
        {
            await RunAsync(connection, "INSERT INTO certification (code, title, placeholder) VALUES ($1, $2, true) ON CONFLICT DO NOTHING",
                cancel, offer.CertificationCode, offer.Title);
            await RunAsync(connection, "SELECT id FROM offer WHERE siret = $1 AND number = $2", cancel, siret, offer.Number);
            var offerId = await RunAsync(connection, "INSERT INTO offer (siret, number, title, certification_code, content, content_hash) VALUES ($1, $2, $3, $4, $5::jsonb, '') RETURNING id",
                cancel, siret, offer.Number, offer.Title, offer.CertificationCode, Json(CatalogueJson.Write(offer)));
            foreach (var (action, location, sessions, _) in actions)
            {
                await RunAsync(connection, "SELECT id FROM action WHERE offer_id = $1 AND number = $2", cancel, offerId!, action.Number);
                var actionId = await RunAsync(connection, """
                    INSERT INTO action (offer_id, number, public_id, modality, insee, lat, lng, price_cents, vat_rate, price_exclusive_cents, permanent_entry, content, content_hash)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, '') RETURNING id
                    """, cancel, offerId!, action.Number, PublicId.Of(siret, offer.Number, action.Number), (short)action.Modality,
                    location.Place?.Insee ?? (object)DBNull.Value, location.Lat ?? (object)DBNull.Value, location.Lng
                    ?? (object)DBNull.Value,
                    action.Fees.InclusiveCents, action.Fees.VatRate, action.Fees.ExclusiveCents, action.PermanentEntry,
                    Json(CatalogueJson.Write(action)));
                await RunAsync(connection, "INSERT INTO outbox (action_id) VALUES ($1)", cancel, actionId!);
                foreach (var session in sessions)
                {
                    await RunAsync(connection, "SELECT id FROM session WHERE action_id = $1 AND number = $2", cancel, actionId!,
                        session.Number);
                    await RunAsync(connection, "INSERT INTO session (action_id, number, starts, ends, open, guaranteed, content, content_hash) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, '')",
                        cancel, actionId!, session.Number, session.Start ?? (object)DBNull.Value, session.End ?? (object)DBNull.Value,
                        session.Open, session.Guaranteed, Json(CatalogueJson.Write(session)));
                }
            }
        }
        await transaction.CommitAsync(cancel);
    }

    private static string Json(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter { Value = value };
            if (value is DBNull)
                parameter.NpgsqlDbType = NpgsqlDbType.Unknown;
            command.Parameters.Add(parameter);
        }
        await command.PrepareAsync(cancel);
        return await command.ExecuteScalarAsync(cancel);
    }
}
