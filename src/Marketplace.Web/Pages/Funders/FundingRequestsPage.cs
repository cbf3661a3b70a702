using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Calendar;
using Marketplace.Money.Ledger;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Funders;

/// <summary><c>/financeurs/{organisation}/demandes</c>: who asks the funder for money, what waits longest first.</summary>
public static class FundingRequestsPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, FundingRequests requests, AccessLog log,
        TimeProvider clock)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var list = await requests.ListAsync(Funds(found), context.Cancel);
        await log.WriteAsync(context.Actor, [.. list.Select(r =>
            new AccessEntry(Rights.BookingsFundingAnswer, AccessOperation.LookUp, r.AccountId, $"booking:{r.Id}"))], context.Cancel);
        return context.Private("funders/requests", new FundingRequestsModel(found.Name,
            [.. list.Select(r =>
            new FundingRequestRow(FundingAddresses.Request.Of(organisation, r.Id), BookingNumber.Text(r.Number), r.LearnerName, r.Title,
                r.Cents, State(r), Due(r, clock.Today())))]), "Demandes de financement",
                OrderWords.Trail(context.Person, found, belowList: false));
    }

    /// <summary>From the link of an e-mail to the page of one's own organisation.</summary>
    public static async Task<IResult> LeadAsync(
        [AsParameters] PageContext context, Guid id, OrganisationStore store, FundingRequests requests)
    {
        foreach (var membership in context.Person.Memberships.Where(m => m.Roles.Contains("funder-staff")))
            if (await store.FindAsync(membership.OrganisationId, context.Cancel) is { } found
                && await requests.FindAsync(Funds(found), id, context.Cancel) is not null)
                return Results.Redirect(FundingAddresses.Request.Of(found.Id, id));
        return Results.NotFound();
    }

    /// <summary>The funds of an organisation: one for each SIREN.</summary>
    internal static IReadOnlyList<string> Funds(Organisation organisation) =>
        [.. organisation.Sirets.Select(siret => CounterCodes.Fund(organisation.Kind, siret[..9])).Distinct()];

    internal static string State(FundingRequest request) => request switch
    {
        { Waits: true } => "À répondre",
        { Answer: BookingProcess.FunderGrants } => "Accordée",
        { Answer: BookingProcess.FunderRefuses } => "Refusée",
        { Answer: BookingProcess.FunderSilent } => "Sans réponse dans le délai",
        _ => "Abandonnée par la personne",
    };

    /// <summary>Empty: no answer is waited for.</summary>
    internal static string Due(FundingRequest request, DateOnly today)
    {
        if (request.DueAt is not { } due)
            return "";
        var moment = new DateTimeOffset(due, TimeSpan.Zero);
        return $"Répondez {DossierWords.Until(moment)}, {DossierWords.Left(today, BookingDues.LastDay(moment), WorkingDays.Of(HolidayZones.ByName[request.Zone]))}";
    }
}

/// <summary>Model of <c>pages/funders/requests</c>.</summary>
public sealed record FundingRequestsModel(string Name, IReadOnlyList<FundingRequestRow> Requests);

/// <param name="Due">Empty: no answer is waited for.</param>
public sealed record FundingRequestRow(string Href, string Number, string Name, string Title, long Cents, string State, string Due);
