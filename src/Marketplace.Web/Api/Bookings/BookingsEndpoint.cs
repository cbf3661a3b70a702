using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Money.Calendar;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Problems;
using Marketplace.Web.Site;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Bookings;

/// <summary><c>GET /api/v1/bookings</c> and <c>/api/v1/bookings/{id}</c>: the dossiers of who made the token.</summary>
public sealed class BookingsEndpoint(DossierReader dossiers, DossierDesk desk, Acceptances acceptances, PublicSite site, TimeProvider clock)
{
    /// <summary>What <see cref="BookingEventsEndpoint"/> takes.</summary>
    internal static readonly IReadOnlyList<string> Events =
    [
        BookingProcess.Accept, BookingProcess.Decline, BookingProcess.Cancel, BookingProcess.AskMove, BookingProcess.AgreeMove,
            BookingProcess.RefuseMove,
    ];

    internal static async Task<IResult> ListAsync(HttpContext context, DossierReader dossiers, CancellationToken cancel)
    {
        var page = BookingsPage.Read(context.Request.Query);
        if (page.Problems.Count > 0)
            return ApiProblem.Parameters(page.Problems);
        var found = await dossiers.PageOfAccountAsync(context.Person()!.AccountId, page.Before, page.Limit + 1, cancel);
        var shown = found.Take(page.Limit).ToList();
        return Results.Json(new BookingsResponse([.. shown.Select(BookingItem.Of)],
            found.Count > page.Limit ? BookingsPage.Cursor(shown[^1].Number) : null), ApiJson.Options);
    }

    internal static async Task<IResult> ShowAsync(HttpContext context, Guid id, BookingsEndpoint bookings, CancellationToken cancel) =>
        context.Request.Query.Count > 0
            ? ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter))
            : await bookings.AnswerAsync(context.Response, DossierKey.OfLearner(id, context.Person()!.AccountId), cancel);

    /// <summary>The booking with its version; 404 when the key sees none.</summary>
    internal async Task<IResult> AnswerAsync(HttpResponse response, DossierKey key, CancellationToken cancel)
    {
        if (await dossiers.FindAsync(key, cancel) is not { } view)
            return Unknown;
        response.Headers[HeaderNames.ETag] = $"\"{view.Row.Version}\"";
        var plan = view.Row.State == BookingProcess.Proposed ? await acceptances.PlanAsync(key, cancel) : null;
        var (possible, days) = await desk.EditAsync(key, null, async dossier =>
            (PossibleOf(dossier.Row.State, await dossier.FactsAsync(cancel)), DaysOf(dossier)), cancel);
        return Results.Json(BookingResource.Of(view, possible, days, plan, payment => site.Address + PaymentAddresses.Return.Of(payment),
            clock.GetUtcNow()),
            ApiJson.Options);
    }

    /// <summary>What may be done now; null: the key sees no such booking.</summary>
    internal async Task<(string State, IReadOnlyList<string> Possible)?> PossibleAsync(DossierKey key, CancellationToken cancel)
    {
        try
        {
            return await desk.EditAsync<(string, IReadOnlyList<string>)?>(key, null, async dossier =>
                (dossier.Row.State, PossibleOf(dossier.Row.State, await dossier.FactsAsync(cancel))), cancel);
        }
        catch (UnknownDossierException)
        {
            return null;
        }
    }

    internal static IResult Unknown =>
        ApiProblem.Of(StatusCodes.Status404NotFound, "Dossier non trouvé", "Aucun de vos dossiers n’a cet identifiant.");

    private static IReadOnlyList<string> PossibleOf(string state, BookingFacts facts) =>
        [.. BookingProcess.Table.Allowed(state, Roles.Holder, facts, facts.Now).Where(Events.Contains)];

    private static EndingDays? DaysOf(OpenDossier dossier) => dossier.Row is { AcceptedOn: { } accepted, Starts: { } starts } row
        ? EndingDays.Of(accepted, starts, HolidayZones.ByName[row.Zone], dossier.Rules) : null;
}
