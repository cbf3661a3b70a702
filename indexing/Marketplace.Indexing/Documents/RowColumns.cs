using Npgsql;

namespace Marketplace.Indexing.Documents;

/// <summary>The columns of what a document is made of, and how they are read, whichever statement asks for them.</summary>
internal static class RowColumns
{
    /// <summary>Of action a.</summary>
    public const string Action = "a.id, a.public_id, a.version, a.content::text, a.price_cents, a.insee, a.lat, a.lng";
    public const int ActionWidth = 8;

    /// <summary>Of place pl.</summary>
    public const string Place = "pl.name, pl.postcodes[1], pl.department, pl.region";
    public const int PlaceWidth = 4;

    /// <summary>Of certification c.</summary>
    public const string Certification = """
        c.code, c.title, c.abbreviation, c.level::int, c.nsf, c.rome,
            ARRAY(SELECT b.code FROM certification_block b WHERE b.certification_code = c.code)
        """;

    public const int CertificationWidth = 7;

    /// <summary>Reads an action whose columns come first.</summary>
    public static ActionRow ReadAction(
        NpgsqlDataReader reader, bool archived, PlaceRow? place, OfferRow offer, IReadOnlyList<SessionRow> sessions) => new()
    {
        Id = reader.GetInt64(0),
        PublicId = reader.GetString(1),
        Version = reader.GetInt64(2),
        Archived = archived,
        Content = reader.GetFieldValue<byte[]>(3),
        PriceCents = reader.GetInt64(4),
        Insee = Text(reader, 5),
        Lat = reader.IsDBNull(6) ? null : reader.GetDouble(6),
        Lng = reader.IsDBNull(7) ? null : reader.GetDouble(7),
        Place = place,
        Offer = offer,
        Sessions = sessions,
    };

    /// <summary>Reads a place whose columns start at <paramref name="first"/>; null when there is none.</summary>
    public static PlaceRow? ReadPlace(NpgsqlDataReader reader, int first) => reader.IsDBNull(first)
        ? null
        : new(reader.GetString(first), Text(reader, first + 1), Text(reader, first + 2), Text(reader, first + 3));

    /// <summary>Reads a certification whose columns start at <paramref name="first"/>.</summary>
    public static CertificationRow ReadCertification(NpgsqlDataReader reader, int first) => new()
    {
        Code = reader.GetString(first),
        Title = reader.GetString(first + 1),
        Abbreviation = Text(reader, first + 2),
        Level = reader.IsDBNull(first + 3) ? null : reader.GetInt32(first + 3),
        Nsf = reader.GetFieldValue<string[]>(first + 4),
        Rome = reader.GetFieldValue<string[]>(first + 5),
        KnownBlocks = reader.GetFieldValue<string[]>(first + 6),
    };

    public static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
