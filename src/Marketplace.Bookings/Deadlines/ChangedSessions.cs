using Dapper;
using Marketplace.Bookings.Dossiers;
using Npgsql;

namespace Marketplace.Bookings.Deadlines;

/// <summary>
/// A session that its provider changes or withdraws stays in a dossier as it was booked; its learner is told, once for each change.
/// </summary>
public sealed class ChangedSessions(NpgsqlDataSource database, DossierDesk desk)
{
    private const int AtOnce = 500;
    private const string Withdrawn = "withdrawn";

    private static readonly string[] Waiting =
    [
        BookingProcess.Requested, BookingProcess.Acknowledged, BookingProcess.Proposed, BookingProcess.AwaitingFunder,
            BookingProcess.Accepted,
    ];

    private static readonly string Sql = $"""
        SELECT id, told, starts, ends FROM (
            SELECT b.id, b.session_told, s.starts, s.ends, CASE WHEN s.archived_at IS NOT NULL OR a.archived_at IS NOT NULL THEN '{Withdrawn}'
                WHEN NOT b.permanent_entry AND (s.starts, s.ends) IS DISTINCT FROM (b.published_starts, b.published_ends)
                THEN format('%s/%s', s.starts, s.ends) END AS told
            FROM booking b JOIN session s ON s.id = b.session_id JOIN action a ON a.id = s.action_id WHERE b.state = ANY (@Waiting)) known
        WHERE told IS NOT NULL AND told IS DISTINCT FROM session_told ORDER BY id LIMIT {AtOnce}
        """;

    /// <returns>How many were told.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        List<Changed> changed;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            changed = [.. await connection.QueryAsync<Changed>(new CommandDefinition(Sql, new { Waiting }, cancellationToken: cancel))];
        var (told, failures) = (0, new List<Exception>());
        foreach (var session in changed)
            try
            {
                await desk.EditAsync(DossierKey.OfService(session.Id), null, dossier => TellAsync(dossier, session, cancel), cancel);
                told++;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One that fails holds nobody back; the job tells of it once the others are done.
                failures.Add(failure);
            }
        return failures.Count == 0 ? told : throw new AggregateException(failures);
    }

    private static Task TellAsync(OpenDossier dossier, Changed session, CancellationToken cancel)
    {
        var row = dossier.Row;
        if (row.SessionTold == session.Told || !Waiting.Contains(row.State))
            return Task.CompletedTask;
        row.SessionTold = session.Told;
        var booked = row is { Starts: { } first, Ends: { } last }
            ? $" Les dates de votre dossier : du {DossierWords.Day(first)} au {DossierWords.Day(last)}." : "";
        return dossier.TellLearnerAsync(session.Told == Withdrawn || session is not { Starts: { } starts, Ends: { } ends }
            ? new("L’organisme ne publie plus votre session", $"La session que vous avez demandée n’est plus publiée.{booked}", Stays)
            : new("L’organisme a changé les dates publiées de votre session",
                $"La session est maintenant publiée du {DossierWords.Day(starts)} au {DossierWords.Day(ends)}.{booked}", Stays), cancel);
    }

    private const string Stays = "Votre dossier reste comme il est : ses dates ne changent qu’avec votre accord.";

    private sealed record Changed(Guid Id, string Told, DateOnly? Starts, DateOnly? Ends);
}
