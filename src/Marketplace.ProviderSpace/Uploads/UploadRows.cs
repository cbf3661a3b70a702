using System.Text.Json;
using Dapper;
using Marketplace.Catalogue.Offers;
using Npgsql;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Rows of the table <c>upload</c>.</summary>
internal static class UploadRows
{
    private const string Select = """
        SELECT id AS Id, organisation_id AS OrganisationId, sirets AS Sirets, state AS State, name AS Name, size AS Size,
            received_at AS ReceivedAt, wish AS Wish, mended AS Mended, attempts AS Attempts, progress AS Progress, note AS Note, mode AS Mode,
            published_at AS PublishedAt, published_version AS PublishedVersion, changed_at AS ChangedAt,
            kind AS Kind, format AS Format, siret AS Siret, headings AS Headings, refused_whole AS RefusedWhole,
            formations_accepted AS FormationsAccepted, formations_rejected AS FormationsRejected, actions_accepted AS ActionsAccepted,
            actions_rejected AS ActionsRejected, sessions_accepted AS SessionsAccepted, sessions_rejected AS SessionsRejected,
            row_count AS Rows, rows_refused AS RowsRefused, errors AS Errors, warnings AS Warnings,
            version AS Version, differences::text AS Differences
        FROM upload
        """;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One; null: there is none.</summary>
    /// <param name="held">For the caller's transaction alone.</param>
    public static async Task<Upload?> FindAsync(NpgsqlConnection connection, Guid id, bool held, CancellationToken cancel) =>
        (await QueryAsync(connection, $"WHERE id = @id{(held ? " FOR NO KEY UPDATE" : "")}", new { id }, cancel)).SingleOrDefault();

    public static async Task<IReadOnlyList<Upload>> QueryAsync(
        NpgsqlConnection connection, string which, object values, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition($"{Select} {which}", values, cancellationToken: cancel))).Select(Read)];

    private static Upload Read(Row row) =>
        new(row.Id, row.OrganisationId, row.Sirets, row.State, row.Name, row.Size, row.ReceivedAt, row.Wish,
        row.Mended, row.Attempts, row.Progress, row.Note, row.Mode, row.PublishedAt, row.PublishedVersion, row.ChangedAt)
    {
        Findings = row.Kind is null
            ? null : new(row.Kind, row.Format, row.Siret, row.Headings ?? [], row.RefusedWhole, row.FormationsAccepted,
            row.FormationsRejected, row.ActionsAccepted, row.ActionsRejected, row.SessionsAccepted, row.SessionsRejected, row.Rows,
            row.RowsRefused, row.Errors, row.Warnings),
        Differences = row.Version is null || row.Differences is null
            || JsonSerializer.Deserialize<LevelCounts[]>(row.Differences, Json) is not [var offers, var actions, var sessions] ? null
            : new(row.Version, offers, actions, sessions),
    };

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required Guid OrganisationId { get; init; }
        public required string[] Sirets { get; init; }
        public required string State { get; init; }
        public required string Name { get; init; }
        public required long Size { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
        public string? Wish { get; init; }
        public bool Mended { get; init; }
        public int Attempts { get; init; }
        public short Progress { get; init; }
        public string? Note { get; init; }
        public string? Mode { get; init; }
        public DateTimeOffset? PublishedAt { get; init; }
        public string? PublishedVersion { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
        public string? Kind { get; init; }
        public string? Format { get; init; }
        public string? Siret { get; init; }
        public string[]? Headings { get; init; }
        public bool RefusedWhole { get; init; }
        public int FormationsAccepted { get; init; }
        public int FormationsRejected { get; init; }
        public int ActionsAccepted { get; init; }
        public int ActionsRejected { get; init; }
        public int SessionsAccepted { get; init; }
        public int SessionsRejected { get; init; }
        public int Rows { get; init; }
        public int RowsRefused { get; init; }
        public int Errors { get; init; }
        public int Warnings { get; init; }
        public string? Version { get; init; }
        public string? Differences { get; init; }
    }
}
