using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Templating;
using Npgsql;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>Finds one person's dossier for an operator who has said why, and takes their decisions.</summary>
public sealed class OperatorDossiers(
    DossierReader reader, DossierDesk desk, Complaints complaints, Messages messages, AccessLog log, NpgsqlDataSource database)
{
    /// <summary>Null: the holder has no such dossier. The look-up is logged.</summary>
    public async Task<OperatorDossier?> FindAsync(PageContext context, Guid holder, Guid id)
    {
        var key = new DossierKey(id, row => row.AccountId == holder && row.State != BookingProcess.Draft);
        if (await reader.FindAsync(key, context.Cancel) is not { } view)
            return null;
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.BookingsOperateView, AccessOperation.LookUp, holder, $"booking:{id}"), context.Cancel);
        var facts = await desk.EditAsync(key, null, dossier => dossier.FactsAsync(context.Cancel), context.Cancel);
        await using var connection = await database.OpenConnectionAsync(context.Cancel);
        return new OperatorDossier(key, view, facts, context.Actor.Role, await complaints.OfDossierAsync(key, context.Cancel),
            [.. (await messages.ReportedAsync(context.Cancel)).Where(m => m.Booking == id)],
            await CardPayments.OfBookingAsync(connection, id, context.Cancel));
    }

    /// <summary>Takes a decision on what was shown.</summary>
    /// <param name="done">Code of the sentence that the dossier's page then says.</param>
    public Task<IResult> DecideAsync(
        PageContext context, OperatorDossier dossier, Shown seen, Func<Task> decide, string done, Func<string, Task<IResult>> refused,
        string written = "") =>
        Deciding.TakeAsync(decide, $"{dossier.Address}?fait={done}", async () =>
            await FindAsync(context, dossier.View.Row.AccountId, dossier.View.Row.Id) is { } now
                ? StaleDecision.Page(context, seen, now.Shown.Facts, new Crumb("Relire le dossier, puis décider de nouveau", now.Address),
                    OperatorBookingPages.Trail, written) : Results.NotFound(), refused);
}

/// <summary>A dossier whole, for an operator.</summary>
/// <param name="Facts">What the process asks.</param>
/// <param name="Reports">Messages that wait for a decision.</param>
public sealed record OperatorDossier(
    DossierKey Key, DossierView View, BookingFacts Facts, string Role, IReadOnlyList<Complaint> Complaints,
    IReadOnlyList<ReportedMessage> Reports,
    IReadOnlyList<CardPayment> Payments)
{
    public string Address => OperatorBookingAddresses.Dossier.Of(View.Row.AccountId, View.Row.Id);

    /// <summary>Whether the process lets them do this now.</summary>
    public bool May(string @event) => BookingProcess.Table.Allows(View.Row.State, @event, Role, Facts, Facts.Now);

    /// <summary>What decisions are made on.</summary>
    public Shown Shown => new(View.Row.Version,
    [
        new("État", StateWords.Label(View.Row.State)),
            new("Session", SessionWords.Of(View.Row.SessionNumber, View.Row.Starts, View.Row.Ends)),
        new("Prix", FrenchFormat.Price(View.Row.Price)),
    ]);

    /// <summary>For the head of its pages.</summary>
    public DossierHead Head => new(BookingNumber.Text(View.Row.Number), View.Row.Title,
        SessionWords.Of(View.Row.SessionNumber, View.Row.Starts, View.Row.Ends), View.LearnerName, StateWords.Label(View.Row.State),
        StateWords.Badge(View.Row.State), Address);
}
