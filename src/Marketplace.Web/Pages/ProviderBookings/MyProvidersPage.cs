using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>/of/inscriptions</c>, which e-mails lead to: one's organisation's inbox or dossier, or the choice between several.</summary>
public static class MyProvidersPage
{
    public static IResult Show([AsParameters] PageContext context)
    {
        var mine = Mine(context);
        return mine.Count == 1
            ? Results.Redirect(ProviderBookingAddresses.Inbox.Of(mine[0].OrganisationId))
            : context.Private("provider-bookings/choice", new ProviderChoiceModel(
                [.. mine.Select(m => new ProviderChoice(ProviderBookingAddresses.Inbox.Of(m.OrganisationId), m.OrganisationName))]),
                "Inscriptions",
                [new Crumb("Mon espace", OrganisationAddresses.Space)]);
    }

    public static async Task<IResult> LeadAsync([AsParameters] PageContext context, Guid id, OrganisationStore store, DossierReader reader)
    {
        foreach (var membership in Mine(context))
            if (await ProviderScope.FindAsync(context, membership.OrganisationId, store) is { } scope
                && (await reader.ListAsync(scope.Sirets, new DossierFilter(Ids: [id]), 1, context.Cancel)).Total > 0)
                return Results.Redirect(ProviderBookingAddresses.Dossier.Of(membership.OrganisationId, id));
        return Results.NotFound();
    }

    /// <summary>Those whose bookings one may see.</summary>
    private static List<PersonMembership> Mine(PageContext context)
    {
        var roles = RightsTable.Current.Of(Rights.BookingsProviderView).Select(right => right.Role).ToHashSet();
        return [.. context.Person.Memberships.Where(m => m.Roles.Any(roles.Contains))];
    }
}

/// <summary>Model of <c>pages/provider-bookings/choice</c>.</summary>
public sealed record ProviderChoiceModel(IReadOnlyList<ProviderChoice> Organisations);

public sealed record ProviderChoice(string Href, string Name);
