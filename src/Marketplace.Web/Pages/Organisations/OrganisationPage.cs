using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Organisations;

/// <summary><c>/organisations/{id}</c>: an organisation for its own staff, with what their roles let them do.</summary>
public static class OrganisationPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid organisation, OrganisationStore store)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var person = context.Person;
        var administrator = person.Has(Roles.OfMission(Roles.Administrator));
        return context.Private("organisations/organisation", new OrganisationModel(
            found.Id, found.Name, Roles.KindLabels[found.Kind], found.Sirets,
            administrator || person.Has(Roles.AccessManager, organisation), person.Has("cep-advisor", organisation),
            person.Has("employer-staff", organisation) || person.Has("funder-staff", organisation),
            person.Has("bookings", organisation) || person.Has("billing", organisation), person.Has("funder-staff", organisation),
            person.Has("catalogue-editor", organisation),
            person.Has("billing", organisation),
            found.Kind == "provider" && person.Memberships.Any(m => m.OrganisationId == organisation),
            found.Kind == "provider" && (person.Has("catalogue-editor", organisation) || person.Has(Roles.AccessManager, organisation))),
            found.Name, Trail(person));
    }

    /// <summary>Pages above an organisation's, for who looks.</summary>
    internal static IReadOnlyList<Crumb> Trail(Person person, Organisation? organisation = null)
    {
        Crumb top = person.AccountKind == "operator"
            ? new("Espace des gestionnaires", OperationsAddresses.Home) : new("Mon espace", OrganisationAddresses.Space);
        return organisation is null ? [top] : [top, new Crumb(organisation.Name, OrganisationAddresses.Organisation.Of(organisation.Id))];
    }
}

/// <summary>Model of <c>pages/organisations/organisation</c>.</summary>
/// <param name="Provides">A provider's own staff: they have a dashboard.</param>
public sealed record OrganisationModel(
    Guid Id, string Name, string Kind, IReadOnlyList<string> Sirets, bool ManagesMembers, bool Advises, bool Funds,
    bool Books, bool Answers, bool Publishes, bool Bills, bool Provides, bool Offers);
