using Dapper;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Npgsql;

namespace Marketplace.Bookings.Deadlines;

/// <summary>What a run did.</summary>
public sealed record DeadlineReport(int Done, int Failed);

/// <summary>
/// Does what is due, one dossier a transaction, the oldest first: killed, it goes on where it stood; a night missed is made up for at once.
/// What fails is tried again later and at last set aside, never holding back the others.
/// </summary>
public sealed class DeadlineRunner(
    NpgsqlDataSource database, DossierDesk desk, LearnerAnswers learner, FunderAnswers funder, Entries entries, Exits exits,
    TimeProvider clock)
{
    private const int AtOnce = 200;
    private const int MostAttempts = 8;

    public async Task<DeadlineReport> RunDueAsync(CancellationToken cancel = default)
    {
        await ReviveAsync(cancel);
        var (done, failed) = (0, 0);
        while (await DueAsync(cancel) is { Count: > 0 } due)
            foreach (var (id, booking) in due)
                if (await TryAsync(id, booking, cancel))
                    done++;
                else
                    failed++;
        return new(done, failed);
    }

    private async Task<IReadOnlyList<(long Id, Guid Booking)>> DueAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<(long, Guid)>(new CommandDefinition("""
            SELECT id, booking_id FROM booking_deadline
            WHERE done_at IS NULL AND set_aside_at IS NULL AND due_at <= @now AND (next_try_at IS NULL OR next_try_at <= now()) ORDER BY due_at, id LIMIT @AtOnce
            """, new { now = clock.GetUtcNow().UtcDateTime, AtOnce }, cancellationToken: cancel))];
    }

    private async Task<bool> TryAsync(long id, Guid booking, CancellationToken cancel)
    {
        try
        {
            await desk.EditAsync(DossierKey.OfService(booking), null, dossier => DoAsync(dossier, id, cancel), cancel);
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            await NoteAsync(id, failure, cancel);
            return false;
        }
    }

    private async Task DoAsync(OpenDossier dossier, long id, CancellationToken cancel)
    {
        // Another process may have been here, or the deadline may have moved, since it was found due.
        if (dossier.Deadlines.FirstOrDefault(d => d.Id == id) is not { } deadline || deadline.DueAt > dossier.Now)
            return;
        switch (deadline.Event)
        {
            case BookingProcess.ProviderSilent:
                await learner.ProviderSilentAsync(dossier, cancel);
                break;
            case BookingProcess.LearnerSilent:
                await learner.LearnerSilentAsync(dossier, cancel);
                break;
            case BookingProcess.FunderSilent:
                await funder.SilentAsync(dossier, cancel);
                break;
            case BookingProcess.EntryCounts:
                await entries.CountAsync(dossier, cancel);
                break;
            case BookingProcess.EntryMissed:
                await entries.MissedAsync(dossier, cancel);
                break;
            case BookingProcess.Validate:
                await exits.ValidateAsync(dossier, cancel);
                break;
            case BookingDues.EntryDeclaration:
                await dossier.TellProviderAsync(
                    new("Une entrée en formation n’est pas déclarée", "Le délai pour déclarer l’entrée de cette personne est passé.",
                    $"Déclarez-la {DossierWords.Until(dossier, BookingProcess.EntryMissed)} : ensuite l’inscription est annulée et rien n’est dû."), cancel);
                break;
            case BookingDues.ExitDeclaration:
                await dossier.TellProviderAsync(
                    new("Une sortie de formation n’est pas déclarée", "Le délai pour déclarer la sortie de cette personne est passé.",
                    "Déclarez-la sans attendre : le service peut désormais la constater lui-même."), cancel);
                break;
            default:
                throw new InvalidOperationException($"Nobody does {deadline.Event}.");
        }
        (deadline.DoneAt, deadline.Outcome) = (dossier.Now, "done");
    }

    /// <summary>
    /// What was set aside is tried again after a day: the fault may have been ours, and no dossier stays without a next step.
    /// </summary>
    private async Task ReviveAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE booking_deadline SET set_aside_at = NULL, attempts = 0, next_try_at = NULL
            WHERE done_at IS NULL AND set_aside_at < now() - interval '1 day'
            """, cancellationToken: cancel));
    }

    private async Task NoteAsync(long id, Exception failure, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE booking_deadline SET attempts = attempts + 1, error = left(@error, 500), next_try_at = now() + least(interval '1 hour', interval '5 seconds' * 2 ^ attempts),
                set_aside_at = CASE WHEN attempts + 1 >= @MostAttempts THEN now() END
            WHERE id = @id AND done_at IS NULL
            """, new { id, error = $"{failure.GetType().Name}: {failure.Message}", MostAttempts }, cancellationToken: cancel));
    }
}
