using Dapper;
using Npgsql;

namespace Marketplace.Bookings.Control;

/// <summary>Reads controls. Whoever calls has found the dossier, and logged the look-up.</summary>
public sealed class ControlReader(NpgsqlDataSource database)
{
    /// <summary>Of a list.</summary>
    public const int Shown = 100;

    /// <summary>The control that is open, or was closed last, with its whole exchange; null: none.</summary>
    public async Task<(ControlView Control, IReadOnlyList<ControlEntry> Exchange)?> OfDossierAsync(Guid booking, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Controls.LastOfAsync(connection, booking, cancel) is { } found
            ? (found, [.. await connection.QueryAsync<ControlEntry>(new CommandDefinition(
                "SELECT at, side, event, text FROM booking_control_entry WHERE control_id = @Id ORDER BY id", new { found.Id },
                cancellationToken: cancel))])
            : null;
    }

    /// <summary>Those that are open, what waits for an operator first, then the riskiest.</summary>
    public async Task<IReadOnlyList<ControlSummary>> WaitingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<ControlSummary>(new CommandDefinition($"""
            SELECT c.id, b.id AS Booking, b.account_id AS Account, b.number, b.title, b.provider_name AS ProviderName, b.siret, c.state, c.origin,
                c.score, c.answer_by AS AnswerBy, c.opened_at AS OpenedAt
            FROM booking_control c JOIN booking b ON b.id = c.booking_id WHERE c.state <> 'closed'
            ORDER BY c.state NOT IN ('selected', 'answered', 'objected'), c.score DESC NULLS LAST, c.opened_at, c.id LIMIT {Shown}
            """, cancellationToken: cancel))];
    }
}
