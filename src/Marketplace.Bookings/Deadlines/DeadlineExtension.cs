using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Deadlines;

/// <summary>After an outage: all answers that were due in a span may come later, with a reason that everybody concerned reads.</summary>
public sealed class DeadlineExtension(NpgsqlDataSource database, DossierDesk desk)
{
    /// <summary>Of people; what the program does by itself is not put off.</summary>
    private static readonly string[] Answers =
        [BookingProcess.ProviderSilent, BookingProcess.LearnerSilent, BookingProcess.FunderSilent, BookingProcess.EntryMissed,
            BookingDues.EntryDeclaration, BookingDues.ExitDeclaration];

    /// <summary>By how much at most.</summary>
    public const int MostDays = 31;

    /// <summary>Puts off what ends in a span and is not over yet.</summary>
    /// <param name="days">Of the calendar in Paris, so that what ends at midnight still does when clocks change in between.</param>
    /// <param name="reason">French, as everybody reads it.</param>
    /// <returns>Dossiers concerned.</returns>
    /// <exception cref="ProcessRefusedException">The span or the new moment makes no sense, or no reason is given.</exception>
    public async Task<int> ExtendAsync(
        DateTimeOffset from, DateTimeOffset until, int days, string reason, Actor actor, CancellationToken cancel)
    {
        if (until <= from || days is < 1 or > MostDays)
            throw new ProcessRefusedException("La fin de la période vient après son début, et le report est d’un mois au plus.");
        if (string.IsNullOrWhiteSpace(reason))
            throw new ProcessRefusedException("Dites pourquoi les délais sont prolongés : toutes les personnes concernées le lisent.");
        var bookings = await database.ReadAsync((BookingsContext all) => all.Deadlines
            .Where(d => d.DoneAt == null && d.DueAt >= from && d.DueAt <= until && Answers.Contains(d.Event)).Select(d => d.BookingId)
                .Distinct()
            .ToListAsync(cancel), cancel);
        foreach (var booking in bookings)
            await desk.EditAsync(DossierKey.OfService(booking), null,
                dossier => PutOffAsync(dossier, from, until, days, reason, actor, cancel), cancel);
        return bookings.Count;
    }

    private static async Task PutOffAsync(
        OpenDossier dossier, DateTimeOffset from, DateTimeOffset until, int days, string reason, Actor actor, CancellationToken cancel)
    {
        // Asked again after a failure in the middle, what was put off for this reason stays as it is.
        var moved = dossier.Deadlines.Where(d => d.DueAt >= from && d.DueAt <= until && Answers.Contains(d.Event)
            && !(d.Extended && d.ExtensionReason == reason)).ToList();
        foreach (var deadline in moved)
            (deadline.DueAt, deadline.Extended, deadline.ExtensionReason, deadline.RemindedAt) = (
                Later(deadline.DueAt, days), true, reason, null);
        if (moved.Count == 0)
            return;
        await AccessLog.WriteAsync(dossier.Connection, actor,
            new AccessEntry(Rights.BookingsOperateAct, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
        var news = new DossierNews(
            "Un délai est prolongé", $"Les délais de cette période sont prolongés : {reason}",
            $"Le nouveau délai court {DossierWords.Until(moved[0].DueAt)}.");
        await dossier.TellLearnerAsync(news, cancel);
        await dossier.TellProviderAsync(news, cancel);
    }

    private static DateTimeOffset Later(DateTimeOffset due, int days) =>
        new(ParisTime.StartOf(ParisTime.DateOf(due).AddDays(days)) + ParisTime.At(due).TimeOfDay, TimeSpan.Zero);
}
