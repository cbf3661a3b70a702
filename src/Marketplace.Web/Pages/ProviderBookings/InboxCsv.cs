using CsvHelper;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Statements;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>/of/{organisation}/inscriptions.csv</c>: the inbox' list whole, with what a provider may know (R6323-36) and nothing of balances or
/// funders. Each look-up stands in the log before its line leaves.
/// </summary>
public static class InboxCsv
{
    private const int AtOnce = 200;

    public static async Task<IResult> DownloadAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, DossierReader reader, AccessLog log,
        TimeProvider clock)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var (filter, actor, cancel) = (InboxFilter.Read(context.Request).For(scope), context.Actor, context.Cancel);
        return Results.Stream(stream => WriteAsync(stream, reader.LinesAsync(scope.Sirets, filter, cancel), log, actor, cancel),
            FrenchCsv.MediaType, $"inscriptions-{clock.Today():yyyy-MM-dd}.csv");
    }

    private static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<DossierLine> lines, AccessLog log, Actor actor, CancellationToken cancel)
    {
        // The writer writes at once where a response only takes what is awaited.
        using var part = new MemoryStream();
        using var csv = CsvWriter.Create(part, FrenchCsv.Options, leaveOpen: true);
        csv.WriteHeader("Dossier", "État", "Personne", "Adresse électronique", "Téléphone", "Formation", "Session", "SIRET", "Début", "Fin",
            "Heures",
            "Prix, en euros", "Dû à l’organisme, en euros", "Prochaine échéance");
        await foreach (var batch in lines.Chunk(AtOnce).WithCancellation(cancel))
        {
            await log.WriteAsync(actor, [.. batch.Select(line =>
                new AccessEntry(Rights.BookingsProviderView, AccessOperation.LookUp, line.AccountId, $"booking:{line.Id}"))], cancel);
            foreach (var line in batch)
                Write(csv, line);
            await SendAsync();
        }
        await SendAsync();

        async Task SendAsync()
        {
            csv.Flush();
            part.Position = 0;
            await part.CopyToAsync(stream, cancel);
            part.SetLength(0);
        }
    }

    private static void Write(CsvWriter csv, DossierLine line)
    {
        csv.WriteField(BookingNumber.Text(line.Number));
        csv.WriteField(StateWords.Label(line.State));
        csv.WriteField(line.LearnerName);
        csv.WriteField(line.Email);
        csv.WriteField(line.Phone);
        csv.WriteField(line.Title);
        csv.WriteField(line.SessionNumber);
        csv.WriteField(line.Siret);
        Day(line.Starts);
        Day(line.Ends);
        if (line.Hours is { } hours)
            csv.WriteField(hours, "0");
        else
            csv.WriteField("");
        csv.WriteField(line.Price / 100m, "0.00");
        if (line.ProviderDue is { } due)
            csv.WriteField(due / 100m, "0.00");
        else
            csv.WriteField("");
        csv.WriteField(line.DueAt is { } moment ? DossierWords.Until(new DateTimeOffset(moment, TimeSpan.Zero)) : "");
        csv.EndRecord();

        void Day(DateOnly? day)
        {
            if (day is { } given)
                csv.WriteField(given, FrenchCsv.Day);
            else
                csv.WriteField("");
        }
    }
}
