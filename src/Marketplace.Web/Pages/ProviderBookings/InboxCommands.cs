using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Acknowledges those that were ticked in an inbox; what came of each is told.</summary>
public static class InboxCommands
{
    public static async Task<IResult> AcknowledgeAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, ProviderAnswers answers, DossierReader reader,
        AccessLog log)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var ids = (await context.FormAsync()).Ids("dossier", DossierReader.PageSize);
        if (ids.Count == 0)
            return Results.Redirect(ProviderBookingAddresses.Inbox.Of(organisation));
        var refused = await answers.AcknowledgeManyAsync(
            [.. ids.Select(id => DossierKey.OfProvider(id, scope.Sirets))], context.Actor, context.Cancel);
        var known = (await reader.ListAsync(scope.Sirets, new DossierFilter(Ids: [.. ids]), 1, context.Cancel)).Items;
        await log.WriteAsync(context.Actor, [.. known.Select(d =>
            new AccessEntry(Rights.BookingsProviderView, AccessOperation.LookUp, d.AccountId, $"booking:{d.Id}"))], context.Cancel);
        return context.Private("provider-bookings/acknowledged", new AcknowledgedModel(
            ProviderBookingAddresses.Inbox.Of(organisation), ids.Count - refused.Count,
            [.. known.Select(d => new AcknowledgedRow(ProviderBookingAddresses.Dossier.Of(organisation, d.Id),
                $"{BookingNumber.Text(d.Number)}, {d.LearnerName}", refused.GetValueOrDefault(d.Id)))], ids.Count - known.Count),
            "Accusés de réception", scope.TrailOfDossier(context.Person));
    }
}

/// <summary>Model of <c>pages/provider-bookings/acknowledged</c>.</summary>
/// <param name="Done">How many were acknowledged.</param>
/// <param name="Unknown">How many are none of the provider's.</param>
public sealed record AcknowledgedModel(string Back, int Done, IReadOnlyList<AcknowledgedRow> Rows, int Unknown);

/// <param name="Why">It was not; null: it was.</param>
public sealed record AcknowledgedRow(string Href, string Label, string? Why);
