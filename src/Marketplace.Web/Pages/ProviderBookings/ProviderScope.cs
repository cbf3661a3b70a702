using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Organisations;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>Whose dossiers a member of a provider sees.</summary>
/// <param name="Sirets">Establishments of the organisation, those that the member is limited to alone.</param>
public sealed record ProviderScope(Organisation Organisation, IReadOnlyList<string> Sirets)
{
    /// <summary>Null: there is no such organisation any more.</summary>
    public static async Task<ProviderScope?> FindAsync(PageContext context, Guid organisation, OrganisationStore store) =>
        await store.FindAsync(organisation, context.Cancel) is { } found
            ? new(found, context.Person.Memberships.First(m => m.OrganisationId == organisation).Sirets is { } limited
                ? [.. found.Sirets.Intersect(limited)] : found.Sirets) : null;

    /// <summary>Without establishments where the organisation does not train: what is about trainings has nothing to show there.</summary>
    public ProviderScope OfTrainings => Organisation.Kind == "provider" ? this : this with { Sirets = [] };

    /// <summary>Pages above the inbox'.</summary>
    public IReadOnlyList<Crumb> Trail(Person person) => OrganisationPage.Trail(person, Organisation);

    /// <summary>Pages above a dossier's.</summary>
    public IReadOnlyList<Crumb> TrailOfDossier(Person person) =>
        [.. Trail(person), new Crumb("Inscriptions", ProviderBookingAddresses.Inbox.Of(Organisation.Id))];
}
