using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Bookings.Control;

/// <summary>
/// Chooses dossiers whose service was declared, by risk and at random, before the clock validates them; and does what the clock does with
/// controls. One dossier a transaction; killed, the next run goes on.
/// </summary>
public sealed class ControlSelection(NpgsqlDataSource database, Controls controls, TimeProvider clock)
{
    private const int AtOnce = 2000;

    /// <returns>How many were chosen, and how many controls the clock moved.</returns>
    public async Task<(int Chosen, int Moved)> RunAsync(CancellationToken cancel = default)
    {
        var chosen = 0;
        foreach (var (facts, score, origin) in (await CandidatesAsync(cancel)).Select(f => (f, ControlRisk.Score(f), OriginOf(f)))
            .Where(c => c.Item3 is not null))
            chosen += await controls.OpenAsync(
                DossierKey.OfService(facts.Booking), origin!, score, $"{score} points de risque", Actor.Program, cancel) is null ? 0 : 1;
        var moved = 0;
        foreach (var (booking, @event) in await DueAsync(cancel))
        {
            await controls.LapseAsync(DossierKey.OfService(booking), @event, cancel);
            moved++;
        }
        return (chosen, moved);
    }

    private static string? OriginOf(RiskFacts facts) =>
        ControlRisk.Score(facts) >= ControlRisk.Threshold ? "risk" : ControlRisk.IsDrawn(facts.Booking) ? "random" : null;

    private async Task<IReadOnlyList<RiskFacts>> CandidatesAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<RiskFacts>(new CommandDefinition($"""
            SELECT b.id AS Booking, b.exit_rate AS Rate, b.force_majeure AS ForceMajeure, b.modality = 'remote' AS Remote, b.price AS PriceCents,
                (SELECT count(*)::int FROM attendance_half_day h WHERE h.booking_id = b.id) AS Opened,
                (SELECT count(*)::int FROM attendance_half_day h WHERE h.booking_id = b.id AND 2 = (
                    SELECT count(DISTINCT e.side) FROM attendance_entry e WHERE e.booking_id = h.booking_id AND e.day = h.day AND e.half = h.half AND e.present)) AS Followed,
                (SELECT count(*)::int FROM booking_control c JOIN booking o ON o.id = c.booking_id
                    WHERE o.siret = b.siret AND c.decision IN ('reduce', 'refuse') AND c.decided_at > @year) AS Reduced,
                greatest(0, b.exit_declared_at::date - b.exit_on) AS DaysLate, b.attendee_state = 'confirmed' AS LearnerConfirms
            FROM booking b WHERE b.state = 'service-declared' AND NOT EXISTS (SELECT FROM booking_control c WHERE c.booking_id = b.id)
            ORDER BY b.exit_declared_at LIMIT {AtOnce}
            """, new { year = clock.GetUtcNow().AddYears(-1) }, commandTimeout: 0, cancellationToken: cancel))];
    }

    private async Task<IReadOnlyList<(Guid Booking, string Event)>> DueAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<(Guid, string)>(new CommandDefinition($"""
            SELECT booking_id, CASE state WHEN 'notified' THEN 'silence' ELSE 'lapse' END FROM booking_control
            WHERE (state = 'notified' AND answer_by < @today) OR (state = 'decided' AND object_by < @today) ORDER BY opened_at LIMIT {AtOnce}
            """, new { today = clock.Today() }, cancellationToken: cancel))];
    }
}
