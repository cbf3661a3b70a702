using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Dashboard;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderDashboard;

/// <summary><c>/of/{organisation}</c>: the catalogue in numbers, sessions that fill, answers that are due, and what to mend.</summary>
public static class DashboardPage
{
    private static readonly Dictionary<string, string> Due = new()
    {
        [BookingProcess.ProviderSilent] = "Demandes à répondre", [BookingDues.EntryDeclaration] = "Entrées à déclarer",
        [BookingDues.ExitDeclaration] = "Sorties à déclarer",
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(ProviderDashboardAddresses.Dashboard.Pattern, ShowAsync).RequireRight(Rights.DashboardView);

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, DashboardReader reader)
    {
        if ((await ProviderScope.FindAsync(context, organisation, store))?.OfTrainings is not { } scope)
            return Results.NotFound();
        var view = await reader.ReadAsync(scope.Sirets, context.Cancel);
        var person = context.Person;
        bool May(string right) => RightsTable.Current.Of(right).Any(line => person.Has(line.Role, organisation));
        var bookings = May(Rights.BookingsProviderView);
        return context.Private("provider-dashboard/dashboard", new DashboardModel(
            scope.Organisation.Name, view.Catalogue, view.Catalogue.Actions - view.Catalogue.ClosedActions,
            [.. view.Filling.Select(
            s => new FillingLine(SearchAddresses.Action.Of(s.PublicId), s.Title, s.Number, s.Starts, s.Taken, s.Capacity,
                s.Taken >= s.Capacity))],
            [.. view.Due.Select(d => new DueLine(Due[d.Event], d.Count, d.NextAt))], bookings
            ? ProviderBookingAddresses.Inbox.Of(organisation) : null,
            ToMend(view, organisation, May(Rights.BankDetailsView)), OrganisationAddresses.Organisation.Of(organisation),
            May(Rights.BankDetailsView) ? BankDetailsAddresses.Page.Of(organisation) : null),
            "Tableau de bord", scope.Trail(person));
    }

    /// <summary>What to mend, the gravest first; each capability that finds something adds its lines here.</summary>
    private static List<MendLine> ToMend(DashboardView view, Guid organisation, bool pays)
    {
        var (lines, counts) = (new List<MendLine>(), view.Catalogue);
        foreach (var place in view.Establishments.Where(e => e.Withheld))
            lines.Add(new($"L’établissement {place.Siret} n’est pas référencé en ce moment : ses formations ne sont ni proposées ni réservables.", null));
        if (pays)
            foreach (var place in view.Establishments.Where(e => !e.Paid))
                lines.Add(new($"L’établissement {place.Siret} n’a pas de coordonnées bancaires en vigueur : il ne peut pas être payé.",
                    BankDetailsAddresses.Page.Of(organisation)));
        if (counts.ExpiredActions > 0)
            lines.Add(new($"{Many(counts.ExpiredActions, "action prépare", "actions préparent")} à une certification qui n’est plus active.", null));
        if (counts.ClosedActions > 0)
            lines.Add(new($"{Many(counts.ClosedActions, "action n’a", "actions n’ont")} aucune session ouverte et à venir : on ne peut pas s’y inscrire.", null));
        if (counts.UnknownSeats > 0)
            lines.Add(new($"{Many(counts.UnknownSeats, "session ouverte ne dit pas", "sessions ouvertes ne disent pas")} son nombre de places.", null));
        return lines;
    }

    private static string Many(int count, string one, string many) => $"{count} {(count < 2 ? one : many)}";
}

/// <summary>Model of <c>pages/provider-dashboard/dashboard</c>.</summary>
/// <param name="OpenActions">Actions that can be joined.</param>
/// <param name="InboxHref">Null: who looks may not see bookings.</param>
/// <param name="BankHref">Null: who looks may not see bank details.</param>
public sealed record DashboardModel(
    string Name, CatalogueCounts Catalogue, int OpenActions, IReadOnlyList<FillingLine> Filling, IReadOnlyList<DueLine> Due,
    string? InboxHref,
    IReadOnlyList<MendLine> ToMend, string OrganisationHref, string? BankHref);

/// <param name="Full">No seat is left.</param>
public sealed record FillingLine(string Href, string Title, string Number, DateOnly? Starts, int Taken, int Capacity, bool Full);

public sealed record DueLine(string Label, int Count, DateTime NextAt);

/// <param name="Href">Where it is mended; null: elsewhere.</param>
public sealed record MendLine(string Text, string? Href);
