using System.Runtime.CompilerServices;
using Dapper;
using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Dossiers;

/// <summary>Reads dossiers. Whoever calls has written the look-up into the access log.</summary>
public sealed class DossierReader(NpgsqlDataSource database)
{
    /// <summary>Of a list's page.</summary>
    public const int PageSize = 50;

    private const string Select = """
        SELECT b.id, b.number, b.state, b.title, b.provider_name AS ProviderName, b.siret, b.session_number AS SessionNumber,
            trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) AS LearnerName,
            CASE WHEN b.permanent_entry AND b.proposed_at IS NULL THEN b.wished_start ELSE b.starts END AS Starts, b.ends, b.price, b.changed_at AS ChangedAt,
            d.due_at AS DueAt, d.event AS DueEvent, b.public_id AS PublicId, b.zone, b.account_id AS AccountId
        FROM booking b JOIN account a ON a.id = b.account_id
        LEFT JOIN LATERAL (SELECT due_at, event FROM booking_deadline WHERE booking_id = b.id AND done_at IS NULL ORDER BY due_at LIMIT 1) d ON true
        """;

    /// <summary>A dossier that the key's scope sees; null: none.</summary>
    public Task<DossierView?> FindAsync(DossierKey key, CancellationToken cancel) => database.ReadAsync(async (BookingsContext all) =>
    {
        if (await all.Bookings.SingleOrDefaultAsync(b => b.Id == key.Id, cancel) is not { } row || !key.Sees(row))
            return null;
        var lines = await all.Lines.Where(l => l.BookingId == key.Id).OrderBy(l => l.Line).ToListAsync(cancel);
        var deadlines = await all.Deadlines.Where(d => d.BookingId == key.Id && d.DoneAt == null).OrderBy(d => d.DueAt).ToListAsync(cancel);
        var move = await all.Moves.SingleOrDefaultAsync(m => m.BookingId == key.Id, cancel);
        var name = await all.Connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "SELECT trim(coalesce(given_names, '') || ' ' || coalesce(family_name, '')) FROM account WHERE id = @AccountId",
            new { row.AccountId }, cancellationToken: cancel));
        var events = await all.Connection.QueryAsync<DossierEvent>(new CommandDefinition("""
            SELECT at, event, from_state AS FromState, to_state AS ToState, role, detail::text FROM booking_event WHERE booking_id = @Id ORDER BY id
            """, new { key.Id }, cancellationToken: cancel));
        return new DossierView(row, name!, lines, deadlines, [.. events], move);
    }, cancel);

    /// <summary>All of a holder that are not discarded, those that change last first; 200 at most.</summary>
    public async Task<IReadOnlyList<DossierSummary>> OfAccountAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DossierSummary>(new CommandDefinition(
            $"{Select} WHERE b.account_id = @account AND b.discarded_at IS NULL ORDER BY b.changed_at DESC, b.id LIMIT 200",
            new { account },
            cancellationToken: cancel))];
    }

    /// <summary>A page of a holder's, the latest begun first: those before a number.</summary>
    /// <param name="before">Number of the last one of the page before; null: the first page.</param>
    public async Task<IReadOnlyList<DossierSummary>> PageOfAccountAsync(Guid account, long? before, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DossierSummary>(new CommandDefinition(
            $"{Select} WHERE b.account_id = @account AND b.discarded_at IS NULL AND b.number < @before ORDER BY b.number DESC LIMIT @most",
            new { account, before = before ?? long.MaxValue, most }, cancellationToken: cancel))];
    }

    /// <summary>A page of establishments', the latest begun first: those before a number.</summary>
    /// <inheritdoc cref="PageOfAccountAsync"/>
    public async Task<IReadOnlyList<DossierSummary>> PageOfProviderAsync(
        IReadOnlyCollection<string> sirets, DossierFilter filter, long? before, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (condition, values) = DossierCondition.Of(sirets, filter);
        values.AddDynamicParams(new { before = before ?? long.MaxValue, most });
        return [.. await connection.QueryAsync<DossierSummary>(new CommandDefinition(
            $"{Select} WHERE {condition} AND b.number < @before ORDER BY b.number DESC LIMIT @most", values, cancellationToken: cancel))];
    }

    /// <summary>Of establishments, what is due first first, then the latest; null for operators: of all.</summary>
    /// <param name="page">From 1.</param>
    public async Task<DossierList> ListAsync(IReadOnlyCollection<string>? sirets, DossierFilter filter, int page, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (condition, values) = DossierCondition.Of(sirets, filter);
        values.AddDynamicParams(new { PageSize, skip = (Math.Max(page, 1) - 1) * PageSize });
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"SELECT count(*)::int FROM booking b JOIN account a ON a.id = b.account_id WHERE {condition}", values,
            cancellationToken: cancel));
        var items = await connection.QueryAsync<DossierSummary>(new CommandDefinition(
            $"{Select} WHERE {condition} ORDER BY d.due_at NULLS LAST, b.changed_at DESC, b.id LIMIT @PageSize OFFSET @skip", values,
            cancellationToken: cancel));
        return new([.. items], total);
    }

    /// <summary>All of a list for a spreadsheet, as they come from the database; whoever calls logs each before it is shown.</summary>
    public async IAsyncEnumerable<DossierLine> LinesAsync(
        IReadOnlyCollection<string> sirets, DossierFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (condition, values) = DossierCondition.Of(sirets, filter);
        values.AddDynamicParams(new { contact = BookingProcess.Agreed.ToArray() });
        await foreach (var line in connection.QueryUnbufferedAsync<DossierLine>($"""
            SELECT b.id, b.account_id AS AccountId, b.number, b.state, trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) AS LearnerName,
                CASE WHEN b.state = ANY (@contact) THEN b.contact_email END AS Email, CASE WHEN b.state = ANY (@contact) THEN b.contact_phone END AS Phone,
                b.title, b.session_number AS SessionNumber, b.siret, b.starts, b.ends, b.hours, b.price, b.provider_due AS ProviderDue,
                d.due_at AS DueAt, d.event AS DueEvent
            FROM booking b JOIN account a ON a.id = b.account_id
            LEFT JOIN LATERAL (SELECT due_at, event FROM booking_deadline WHERE booking_id = b.id AND done_at IS NULL ORDER BY due_at LIMIT 1) d ON true
            WHERE {condition} ORDER BY b.number
            """, values).WithCancellation(cancel))
            yield return line;
    }

    /// <summary>Sessions that dossiers of establishments are about, the latest first; 200 at most.</summary>
    public async Task<IReadOnlyList<DossierSession>> SessionsAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<DossierSession>(new CommandDefinition("""
            SELECT session_id AS Id, max(session_number) AS Number, max(title) AS Title, max(published_starts) AS Starts FROM booking
            WHERE siret = ANY (@sirets) AND state <> 'draft' GROUP BY session_id ORDER BY max(published_starts) DESC NULLS LAST, session_id LIMIT 200
            """, new { sirets = sirets.ToArray() }, cancellationToken: cancel))];
    }
}
