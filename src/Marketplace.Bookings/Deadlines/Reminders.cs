using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Data.Editing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Deadlines;

/// <summary>Reminds whoever has to act, a day before it is too late; written from the dossier's dates at that moment.</summary>
public sealed class Reminders(NpgsqlDataSource database, DossierDesk desk, TimeProvider clock)
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(24);
    private const int AtOnce = 500;

    private static readonly string[] Reminded =
        [BookingProcess.ProviderSilent, BookingProcess.LearnerSilent, BookingProcess.FunderSilent, BookingDues.EntryDeclaration,
            BookingDues.ExitDeclaration];

    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var until = now + Before;
        var near = await database.ReadAsync((BookingsContext all) => all.Deadlines
            .Where(d => d.DoneAt == null && d.RemindedAt == null && d.DueAt > now && d.DueAt <= until && Reminded.Contains(d.Event))
            .OrderBy(d => d.DueAt).Take(AtOnce).Select(d => new { d.Id, d.BookingId }).ToListAsync(cancel), cancel);
        var (sent, failures) = (0, new List<Exception>());
        foreach (var deadline in near)
            try
            {
                await desk.EditAsync(DossierKey.OfService(deadline.BookingId), null,
                    dossier => RemindAsync(dossier, deadline.Id, until, cancel), cancel);
                sent++;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // One that fails holds nobody back; the job tells of it once the others are done.
                failures.Add(failure);
            }
        return failures.Count == 0 ? sent : throw new AggregateException(failures);
    }

    private static async Task RemindAsync(OpenDossier dossier, long id, DateTimeOffset until, CancellationToken cancel)
    {
        if (dossier.Deadlines.FirstOrDefault(d => d.Id == id) is not { RemindedAt: null } deadline || deadline.DueAt > until)
            return;
        deadline.RemindedAt = dossier.Now;
        var last = DossierWords.Until(deadline.DueAt);
        switch (deadline.Event)
        {
            case BookingProcess.ProviderSilent:
                await dossier.TellProviderAsync(
                    new("Une demande d’inscription attend votre réponse", $"Il reste moins d’un jour : répondez {last}.",
                    "Sans réponse, la demande sera close."), cancel);
                break;
            case BookingProcess.LearnerSilent:
                await dossier.TellLearnerAsync(
                    new("Une proposition attend votre réponse", $"Il reste moins d’un jour : acceptez ou renoncez {last}.",
                    "Sans réponse, la demande sera close."), cancel);
                break;
            case BookingProcess.FunderSilent:
                await dossier.TellFunderAsync(
                    new("Une demande de financement attend votre réponse", $"Il reste moins d’un jour : répondez {last}.",
                    "Sans réponse, la personne décide sans votre financement."), cancel);
                break;
            case BookingDues.EntryDeclaration:
                await dossier.TellProviderAsync(
                    new("Une entrée en formation est à déclarer", $"Déclarez l’entrée de cette personne {last}."), cancel);
                break;
            default:
                await dossier.TellProviderAsync(
                    new("Une sortie de formation est à déclarer", $"Déclarez la sortie de cette personne {last}."), cancel);
                break;
        }
    }
}
