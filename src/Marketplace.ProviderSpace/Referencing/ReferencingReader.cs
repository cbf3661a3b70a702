using Dapper;
using Marketplace.Platform.Decisions;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>Reads referencings for pages.</summary>
public sealed class ReferencingReader(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Select = """
        SELECT r.id, r.siret, coalesce(r.content ->> 'Name', p.name) AS Name, r.state, r.applicant_id AS ApplicantId,
            r.organisation_id AS OrganisationId, r.content::text AS Content, r.reason, r.until, r.submitted_at AS SubmittedAt, r.xmin AS RowVersion
        FROM referencing r LEFT JOIN provider p ON p.siret = r.siret
        """;

    // Of several rows of an establishment, the one that counts; struck off, until another is accepted.
    private const string OfSiret = """
        WHERE r.siret = @siret AND r.state IN ('referenced', 'suspended', 'delisted', 'reinstated', 'struck-off')
        ORDER BY r.state = 'struck-off', r.created_at DESC LIMIT 1
        """;

    /// <summary>The last application of an account; null: none.</summary>
    public async Task<ReferencingView?> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ViewAsync(
            connection, "WHERE r.applicant_id = @account ORDER BY r.created_at DESC LIMIT 1", new { account }, clock.Today(), cancel);
    }

    /// <summary>One of them; null: there is none.</summary>
    public async Task<ReferencingView?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await ViewAsync(connection, "WHERE r.id = @id", new { id }, clock.Today(), cancel);
    }

    /// <summary>What counts for an establishment; null: no such provider is known.</summary>
    public async Task<ReferencingView?> OfSiretAsync(string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await OfSiretAsync(connection, siret, clock.Today(), cancel);
    }

    internal static async Task<ReferencingView?> OfSiretAsync(
        NpgsqlConnection connection, string siret, DateOnly today, CancellationToken cancel) =>
        await ViewAsync(connection, OfSiret, new { siret }, today, cancel)
        ?? (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT name FROM provider WHERE siret = @siret", new { siret }, cancellationToken: cancel)) is { } name
            ? ReferencingView.WithoutRow(siret, name) : null);

    /// <summary>Applications that wait for the operator, those that run out first before the others; 200 at most.</summary>
    public async Task<IReadOnlyList<WaitingApplication>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<WaitingApplication>(new CommandDefinition("""
            SELECT r.id, r.siret, r.content ->> 'Name' AS Name, r.state, r.submitted_at AS SubmittedAt,
                (SELECT min(d.last_day) FROM referencing_deadline d WHERE d.referencing_id = r.id AND d.done_at IS NULL) AS LastDay
            FROM referencing r WHERE r.state IN ('submitted', 'under-review') ORDER BY LastDay, r.submitted_at, r.id LIMIT 200
            """, cancellationToken: cancel))];
    }

    /// <summary>Measures since a day against establishments of a company: they allow a refusal (L6323-9-1).</summary>
    /// <param name="siret">Of any establishment.</param>
    public async Task<IReadOnlyList<PastMeasure>> MeasuresSinceAsync(string siret, DateOnly since, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<PastMeasure>(new CommandDefinition("""
            SELECT r.siret, e.event, e.at FROM referencing r JOIN referencing_event e ON e.referencing_id = r.id
            WHERE r.siret >= @siren AND r.siret < @siren || ':' AND e.event IN ('suspend', 'delist', 'strike-off') AND e.at >= @since
            ORDER BY e.at DESC LIMIT 20
            """, new { siren = siret[..9], since = ParisTime.StartOf(since) }, cancellationToken: cancel))];
    }

    private static async Task<ReferencingView?> ViewAsync(
        NpgsqlConnection connection, string which, object values, DateOnly today, CancellationToken cancel)
    {
        if (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"{Select} {which}", values, cancellationToken: cancel)) is not { } row)
            return null;
        var clocks = await connection.QueryAsync<(string Kind, DateOnly LastDay)>(new CommandDefinition(
            "SELECT kind, last_day FROM referencing_deadline WHERE referencing_id = @Id AND done_at IS NULL ORDER BY last_day, kind",
            new { row.Id }, cancellationToken: cancel));
        var steps = await connection.QueryAsync<ReferencingStep>(new CommandDefinition("""
            SELECT at, event, to_state AS ToState, reason, until FROM referencing_event WHERE referencing_id = @Id ORDER BY id LIMIT 200
            """, new { row.Id }, cancellationToken: cancel));
        return new(row.Id, row.Siret, row.Name, row.State, row.ApplicantId, row.OrganisationId, ApplicationContent.Read(row.Content),
            row.Reason,
            row.Until, row.SubmittedAt, StateVersion.Of(row.Id, row.RowVersion),
            [.. clocks.Select(c => new ReferencingClock(c.Kind, c.LastDay, c.LastDay < today))], [.. steps]);
    }

    private sealed record Row(
        Guid Id, string? Siret, string? Name, string State, Guid? ApplicantId, Guid? OrganisationId, string Content, string? Reason,
        DateOnly? Until, DateTime? SubmittedAt, uint RowVersion);
}
