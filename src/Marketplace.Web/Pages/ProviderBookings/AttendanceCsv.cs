using CsvHelper;
using Marketplace.Bookings.Attendance;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Statements;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/presence.csv</c>: the half-days of a dossier, with what both sides said and when.</summary>
public static class AttendanceCsv
{
    public static async Task<IResult> DownloadAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, AttendanceLists lists)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, FrenchCsv.Options, leaveOpen: true))
        {
            csv.WriteHeader("Dossier", "Personne", "Formation", "Jour", "Demi-journée", "Ouverte le", "Dit par la personne", "Le",
                "Dit par l’organisme", "Le ",
                "Suivie");
            foreach (var day in await lists.OfAsync(id, context.Cancel))
            {
                csv.WriteField(dossier.Number);
                csv.WriteField(dossier.View.LearnerName);
                csv.WriteField(dossier.Row.Title);
                csv.WriteField(day.Day, FrenchCsv.Day);
                csv.WriteField(HalfDay.Halves[day.Half]);
                csv.WriteField(Moment(day.OpenedAt));
                csv.WriteField(HalfDayRow.Said(day.Learner));
                csv.WriteField(Moment(day.LearnerAt));
                csv.WriteField(HalfDayRow.Said(day.Provider));
                csv.WriteField(Moment(day.ProviderAt));
                csv.WriteField(day.Followed ? "oui" : "non");
                csv.EndRecord();
            }
        }
        return Results.File(file.ToArray(), FrenchCsv.MediaType, $"presences-{dossier.Row.Number}.csv");
    }

    private static string Moment(DateTime? at) => at is { } moment ? ParisTime.InWords(new DateTimeOffset(moment, TimeSpan.Zero)) : "";
}
