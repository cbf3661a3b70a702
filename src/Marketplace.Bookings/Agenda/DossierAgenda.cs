using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;

namespace Marketplace.Bookings.Agenda;

/// <summary>A dossier with its moments, the next first.</summary>
/// <param name="Free">Until when it is cancelled without cost; null: nothing is agreed, or it has ended.</param>
/// <param name="Rules">Frozen at acceptance; before, those of this day.</param>
public sealed record DossierAgenda(BookingRow Row, IReadOnlyList<DossierMoment> Moments, EndingDays? Free, RulesInForce Rules)
{
    internal static DossierAgenda Of(BookingRow row, IEnumerable<BookingDeadlineRow> deadlines, RulesInForce rules)
    {
        var free = row.State == BookingProcess.Accepted
            ? EndingDays.Of(row.AcceptedOn!.Value, row.Starts!.Value, HolidayZones.ByName[row.Zone], rules) : null;
        var moments = deadlines.Where(d => d.DoneAt is null)
            .Select(d => new DossierMoment(d.Event, d.DueAt, d.Extended ? d.ExtensionReason : null)).ToList();
        if (free is not null)
        {
            moments.Add(new(DossierMoment.Withdrawal, BookingDues.EndOf(free.WithdrawalUntil)));
            moments.Add(new(DossierMoment.FreeCancellation, BookingDues.EndOf(free.FreeCancellationUntil)));
        }
        if (row.State is BookingProcess.Accepted or BookingProcess.InTraining)
        {
            Add(DossierMoment.Starts, row.Starts);
            Add(DossierMoment.Ends, row.Ends);
        }
        return new(row, [.. moments.OrderBy(m => m.At)], free, rules);

        void Add(string name, DateOnly? day)
        {
            if (day is { } known)
                moments.Add(new(name, new DateTimeOffset(ParisTime.StartOf(known), TimeSpan.Zero)));
        }
    }
}
