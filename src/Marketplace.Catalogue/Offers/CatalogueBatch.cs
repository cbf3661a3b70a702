using System.Text;
using Marketplace.Catalogue.Changes;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Seats;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalogue.Offers;

/// <summary>New and changed items waiting to be written: columns side by side, sent as arrays in one round trip.</summary>
internal sealed class CatalogueBatch(string siret)
{
    /// <summary>Items a batch may hold before it is written; bounds memory, amortises the round trip.</summary>
    public const int Limit = 500;

    private readonly List<OfferRow> offers = [];
    private readonly List<ActionRow> actions = [];
    private readonly List<SessionRow> sessions = [];

    private sealed record OfferRow(Offer Offer, byte[] Content, byte[] Hash, int Position);

    private sealed record ActionRow(string Offer, TrainingAction Action, Location Location, byte[] Content, byte[] Hash, int Position);

    private sealed record SessionRow(
        string Offer, string Action, Session Session, int? Capacity, byte[] Content, byte[] Hash, int Position);

    public int Count => offers.Count + actions.Count + sessions.Count;

    public IEnumerable<(string Code, string Title)> Certifications =>
        offers.Select(o => (o.Offer.CertificationCode, o.Offer.Title)).DistinctBy(o => o.CertificationCode);

    public void Add(Offer offer, byte[] content, byte[] hash, int position) => offers.Add(new(offer, content, hash, position));

    public void Add(string offer, TrainingAction action, Location location, byte[] content, byte[] hash, int position) =>
        actions.Add(new(offer, action, location, content, hash, position));

    public void Add(string offer, string action, Session session, int? capacity, byte[] content, byte[] hash, int position) =>
        sessions.Add(new(offer, action, session, capacity, content, hash, position));

    /// <summary>
    /// Writes all rows, in the order parents first, and outbox rows for the actions. Seats taken are not ours to write: what a session has
    /// of them it keeps, archived, changed or published again.
    /// </summary>
    /// <exception cref="CapacityBelowTakenException">A session should have fewer seats than are taken.</exception>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (offers.Count > 0)
            batch.BatchCommands.Add(Offers());
        if (actions.Count > 0)
            batch.BatchCommands.Add(Actions());
        if (sessions.Exists(s => s.Capacity is not null))
        {
            // Actions are written, and with that locked: nobody takes a seat between the question and the answer.
            await FlushAsync(batch, cancel);
            await CheckCapacitiesAsync(connection, cancel);
        }
        if (sessions.Count > 0)
            batch.BatchCommands.Add(Sessions());
        await FlushAsync(batch, cancel);
        offers.Clear();
        actions.Clear();
        sessions.Clear();
    }

    private static async Task FlushAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancel);
        batch.BatchCommands.Clear();
    }

    private async Task CheckCapacitiesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT t.capacity, s.seats_taken FROM unnest($2, $3, $4, $5) AS t(offer_number, action_number, number, capacity)
            JOIN offer o ON o.siret = $1 AND o.number = t.offer_number
            JOIN action a ON a.offer_id = o.id AND a.number = t.action_number
            JOIN session s ON s.action_id = a.id AND s.number = t.number
            WHERE t.capacity < s.seats_taken LIMIT 1
            """, connection)
        {
            Parameters =
            {
                new() { Value = siret },
                Texts(sessions, s => s.Offer),
                Texts(sessions, s => s.Action),
                Texts(sessions, s => s.Session.Number),
                Column(sessions, s => s.Capacity, NpgsqlDbType.Integer),
            },
        };
        await using var below = await command.ExecuteReaderAsync(cancel);
        if (await below.ReadAsync(cancel))
            throw new CapacityBelowTakenException(below.GetInt32(0), below.GetInt32(1));
    }

    private NpgsqlBatchCommand Offers() => new("""
        INSERT INTO offer (siret, number, title, certification_code, blocks, content, content_hash, position)
        SELECT $1, number, title, certification_code, string_to_array(blocks, ' '), content::jsonb, content_hash, position
        FROM unnest($2, $3, $4, $5, $6, $7, $8) AS t(number, title, certification_code, blocks, content, content_hash, position)
        ON CONFLICT (siret, number) DO UPDATE SET title = excluded.title, certification_code = excluded.certification_code,
            blocks = excluded.blocks, content = excluded.content, content_hash = excluded.content_hash,
            position = excluded.position, archived_at = NULL
        """)
    {
        Parameters =
        {
            new() { Value = siret },
            Texts(offers, o => o.Offer.Number),
            Texts(offers, o => o.Offer.Title),
            Texts(offers, o => o.Offer.CertificationCode),
            Texts(offers, o => string.Join(' ', o.Offer.Blocks)),
            Texts(offers, o => Encoding.UTF8.GetString(o.Content)),
            Hashes(offers, o => o.Hash),
            Integers(offers, o => o.Position),
        },
    };

    private NpgsqlBatchCommand Actions() => new($"""
        WITH touched AS (
            INSERT INTO action (offer_id, number, public_id, modality, insee, lat, lng, price_cents, vat_rate,
                price_exclusive_cents, hours, permanent_entry, content, content_hash, position)
            SELECT o.id, t.number, public_id, modality, insee, lat, lng, price_cents, vat_rate,
                price_exclusive_cents, hours, permanent_entry, t.content::jsonb, t.content_hash, t.position
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS t(
                offer_number, number, public_id, modality, insee, lat, lng, price_cents, vat_rate,
                price_exclusive_cents, hours, permanent_entry, content, content_hash, position)
            JOIN offer o ON o.siret = $1 AND o.number = t.offer_number
            ON CONFLICT (offer_id, number) DO UPDATE SET modality = excluded.modality, insee = excluded.insee,
                lat = excluded.lat, lng = excluded.lng, price_cents = excluded.price_cents, vat_rate = excluded.vat_rate,
                price_exclusive_cents = excluded.price_exclusive_cents, hours = excluded.hours,
                permanent_entry = excluded.permanent_entry, content = excluded.content,
                content_hash = excluded.content_hash, position = excluded.position, archived_at = NULL,
                {ActionChanges.Raise}
            RETURNING id)
        {ActionChanges.Tell}
        """)
    {
        Parameters =
        {
            new() { Value = siret },
            Texts(actions, a => a.Offer),
            Texts(actions, a => a.Action.Number),
            Texts(actions, a => PublicId.Of(siret, a.Offer, a.Action.Number)),
            Column(actions, a => (short)a.Action.Modality, NpgsqlDbType.Smallint),
            Texts(actions, a => a.Location.Place?.Insee),
            Column(actions, a => a.Location.Lat, NpgsqlDbType.Double),
            Column(actions, a => a.Location.Lng, NpgsqlDbType.Double),
            Column(actions, a => a.Action.Fees.InclusiveCents, NpgsqlDbType.Bigint),
            Column(actions, a => a.Action.Fees.VatRate, NpgsqlDbType.Numeric),
            Column(actions, a => a.Action.Fees.ExclusiveCents, NpgsqlDbType.Bigint),
            Column(actions, a => a.Action.Hours, NpgsqlDbType.Integer),
            Column(actions, a => a.Action.PermanentEntry, NpgsqlDbType.Boolean),
            Texts(actions, a => Encoding.UTF8.GetString(a.Content)),
            Hashes(actions, a => a.Hash),
            Integers(actions, a => a.Position),
        },
    };

    private NpgsqlBatchCommand Sessions() => new("""
        INSERT INTO session (action_id, number, starts, ends, open, guaranteed, capacity, content, content_hash, position)
        SELECT a.id, t.number, starts, ends, open, guaranteed, capacity, t.content::jsonb, t.content_hash, t.position
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS t(
            offer_number, action_number, number, starts, ends, open, guaranteed, capacity, content, content_hash, position)
        JOIN offer o ON o.siret = $1 AND o.number = t.offer_number
        JOIN action a ON a.offer_id = o.id AND a.number = t.action_number
        ON CONFLICT (action_id, number) DO UPDATE SET starts = excluded.starts, ends = excluded.ends, open = excluded.open,
            guaranteed = excluded.guaranteed, capacity = coalesce(excluded.capacity, session.capacity),
            content = excluded.content, content_hash = excluded.content_hash, position = excluded.position, archived_at = NULL
        """)
    {
        Parameters =
        {
            new() { Value = siret },
            Texts(sessions, s => s.Offer),
            Texts(sessions, s => s.Action),
            Texts(sessions, s => s.Session.Number),
            Column(sessions, s => s.Session.Start, NpgsqlDbType.Date),
            Column(sessions, s => s.Session.End, NpgsqlDbType.Date),
            Column(sessions, s => s.Session.Open, NpgsqlDbType.Boolean),
            Column(sessions, s => s.Session.Guaranteed, NpgsqlDbType.Boolean),
            Column(sessions, s => s.Capacity, NpgsqlDbType.Integer),
            Texts(sessions, s => Encoding.UTF8.GetString(s.Content)),
            Hashes(sessions, s => s.Hash),
            Integers(sessions, s => s.Position),
        },
    };

    private static NpgsqlParameter Texts<TRow>(List<TRow> rows, Func<TRow, string?> value) => Column(rows, value, NpgsqlDbType.Text);

    private static NpgsqlParameter Hashes<TRow>(List<TRow> rows, Func<TRow, byte[]> value) => Column(rows, value, NpgsqlDbType.Bytea);

    private static NpgsqlParameter Integers<TRow>(List<TRow> rows, Func<TRow, int> value) => Column(rows, value, NpgsqlDbType.Integer);

    private static NpgsqlParameter Column<TRow, TValue>(List<TRow> rows, Func<TRow, TValue> value, NpgsqlDbType type) =>
        new() { Value = rows.ConvertAll(r => value(r)), NpgsqlDbType = NpgsqlDbType.Array | type };
}
