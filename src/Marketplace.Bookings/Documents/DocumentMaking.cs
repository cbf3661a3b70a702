using System.Security.Cryptography;
using Dapper;
using Marketplace.Platform.Data;
using Npgsql;

namespace Marketplace.Bookings.Documents;

/// <summary>What a run did.</summary>
/// <param name="Obstacle">Why nothing could be made; null: all was there.</param>
public sealed record DocumentReport(int Made, int Failed, string? Obstacle);

/// <summary>
/// Makes the documents that events of dossiers call for, one event a transaction: killed in between, it begins that event again. What
/// fails is tried again later and at last set aside, never holding back the others.
/// </summary>
public sealed class DocumentMaking(NpgsqlDataSource database, Money.Regulation.RuleBook book, IDocumentRenderer renderer,
    TimeProvider clock)
{
    private const int MostAttempts = 8;

    private readonly DocumentFactsQuery _facts = new(book);

    /// <summary>Makes all that is due.</summary>
    public async Task<DocumentReport> RunAsync(CancellationToken cancel = default)
    {
        var (made, failed) = (0, 0);
        if (renderer.Obstacle is { } obstacle)
            return new(0, 0, obstacle);
        while (true)
        {
            long? current = null;
            try
            {
                var done = await database.InTransactionAsync(async connection =>
                {
                    if (await NextAsync(connection, cancel) is not { } calling)
                        return (int?)null;
                    current = calling.Id;
                    return await MakeAsync(connection, calling, cancel);
                }, cancel);
                if (done is null)
                    return new(made, failed, null);
                made += done.Value;
            }
            catch (Exception failure) when (current is not null && !cancel.IsCancellationRequested)
            {
                failed++;
                await NoteAsync(current.Value, failure, cancel);
            }
        }
    }

    private static Task<CallingEvent?> NextAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<CallingEvent>(new CommandDefinition("""
            SELECT e.id, e.booking_id AS Booking, e.at, e.event, e.to_state AS To, e.detail::text AS Detail
            FROM (SELECT event_id FROM booking_document_due WHERE set_aside_at IS NULL AND (next_try_at IS NULL OR next_try_at <= now())
                ORDER BY event_id LIMIT 1 FOR UPDATE SKIP LOCKED) due JOIN booking_event e ON e.id = due.event_id
            """, cancellationToken: cancel));

    private async Task<int> MakeAsync(NpgsqlConnection connection, CallingEvent calling, CancellationToken cancel)
    {
        var count = 0;
        foreach (var facts in await _facts.OfAsync(connection, calling, cancel))
        {
            var document = await renderer.RenderAsync(facts, cancel);
            count += await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO booking_document (id, booking_id, kind, event_id, number, title, made_at, html, pdf, sha256)
                VALUES (@made, @Booking, @kind, @Id, @Number, @Title, @now, @Html, @Pdf, @sha256) ON CONFLICT (booking_id, kind, event_id) DO NOTHING
                """, new
            {
                made = Guid.NewGuid(), calling.Booking, kind = facts.Kind.Name, calling.Id, facts.Number, document.Title,
                    now = clock.GetUtcNow().UtcDateTime,
                document.Html, document.Pdf, sha256 = SHA256.HashData(document.Pdf),
            }, cancellationToken: cancel));
        }
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM booking_document_due WHERE event_id = @Id", new { calling.Id }, cancellationToken: cancel));
        return count;
    }

    private async Task NoteAsync(long id, Exception failure, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE booking_document_due SET attempts = attempts + 1, error = left(@error, 500),
                next_try_at = now() + least(interval '1 hour', interval '5 seconds' * 2 ^ attempts),
                set_aside_at = CASE WHEN attempts + 1 >= @MostAttempts THEN now() END
            WHERE event_id = @id
            """, new { id, error = $"{failure.GetType().Name}: {failure.Message}", MostAttempts }, cancellationToken: cancel));
    }
}
