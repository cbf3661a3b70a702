using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Finds a dossier for a member of its provider, and takes their decisions on it.</summary>
public sealed class ProviderDossiers(OrganisationStore store, DossierReader reader, DossierDesk desk, AccessLog log)
{
    /// <summary>Null: it is none of theirs. The look-up is logged.</summary>
    public async Task<ProviderDossier?> FindAsync(PageContext context, Guid organisation, Guid id)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return null;
        var key = DossierKey.OfProvider(id, scope.Sirets);
        if (await reader.FindAsync(key, context.Cancel) is not { } view)
            return null;
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.BookingsProviderView, AccessOperation.LookUp, view.Row.AccountId, $"booking:{id}"), context.Cancel);
        var facts = await desk.EditAsync(key, null, dossier => dossier.FactsAsync(context.Cancel), context.Cancel);
        return new ProviderDossier(scope, key, view, facts, context.Actor.Role);
    }

    /// <summary>Takes a decision on what was shown.</summary>
    /// <param name="done">Code of the sentence that the dossier's page then says.</param>
    /// <param name="refused">The page with the sentence why it is not possible.</param>
    /// <param name="written">What the sender had written, so that it is not lost.</param>
    public Task<IResult> DecideAsync(
        PageContext context, ProviderDossier dossier, Shown seen, Func<Task> decide, string done, Func<string, Task<IResult>> refused,
        string written = "")
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        return Deciding.TakeAsync(
            decide, $"{dossier.Address}?fait={done}", async () => await FindAsync(context, organisation, id) is { } now
            ? StaleDecision.Page(context, seen, now.Shown.Facts, new Crumb("Relire le dossier, puis décider de nouveau", now.Address),
                now.Scope.TrailOfDossier(context.Person), written)
            : Results.NotFound(), refused);
    }
}
