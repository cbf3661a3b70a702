using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/mes-delais.ics</c>: the moments of one's dossiers for a calendar (RFC 5545), the same as on screen.</summary>
public static class DeadlinesFile
{
    /// <summary>A delay is shown as the hour that ends with it, so that it stands on its last day.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Agendas agendas, TimeProvider clock)
    {
        var calendar = new Calendar { ProductId = "-//Marketplace//Inscriptions//FR" };
        var now = new CalDateTime(clock.GetUtcNow().UtcDateTime, CalDateTime.UtcTzId);
        foreach (var agenda in await agendas.OfAccountAsync(context.Person.AccountId, context.Cancel))
            calendar.Events.AddRange(agenda.Moments.Select(moment => EventOf(agenda.Row, moment, now, context.SiteUrl)));
        return Results.File(
            Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!), "text/calendar; charset=utf-8",
            "mes-delais.ics");
    }

    private static CalendarEvent EventOf(BookingRow row, DossierMoment moment, CalDateTime now, string site)
    {
        var (starts, ends) = Span(moment);
        return new CalendarEvent
        {
            Uid = $"{row.Id:N}-{moment.Name}@{new Uri(site).Host}",
            DtStamp = now,
            Start = starts,
            End = ends,
            Summary = $"{MomentWords.Label(moment)} : {row.Title}",
            Description = $"{MomentWords.Label(moment)} {MomentWords.When(moment)}. {row.ProviderName}, dossier {BookingNumber.Text(row.Number)}.",
            Url = new Uri(site + BookingAddresses.Dossier.Of(row.Id)),
        };
    }

    private static (CalDateTime Starts, CalDateTime Ends) Span(DossierMoment moment)
    {
        if (moment.IsDay)
        {
            var day = ParisTime.DateOf(moment.At);
            return (new CalDateTime(day), new CalDateTime(day.AddDays(1)));
        }
        return (Utc(moment.At - Shown), Utc(moment.At));
    }

    private static CalDateTime Utc(DateTimeOffset moment) => new(moment.UtcDateTime, CalDateTime.UtcTzId);
}
