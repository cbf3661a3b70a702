using System.Globalization;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Actions;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;
using Npgsql;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/nouvelle?session=…</c>: begins a request for a session of an action's page, or goes on with the one
/// begun.</summary>
public static class NewRequestPage
{
    private const string Parameter = "session";

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, NpgsqlDataSource database, ActionPageQuery actions, TimeProvider clock)
    {
        // Nobody leads here without a session: who types the address finds what they have begun.
        if (context.Request.Query[Parameter] is not [{ } wanted])
            return Results.Redirect(BookingAddresses.List);
        return IdOf(wanted) is { } session && await ChosenSession.FindAsync(database, actions, session, context.Cancel) is { } chosen
            ? Page(context, chosen, clock.Today(), null) : Results.NotFound();
    }

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, NpgsqlDataSource database, ActionPageQuery actions, Drafts drafts, TimeProvider clock)
    {
        if (IdOf((await context.FormAsync()).Text(Parameter, 20)) is not { } session)
            return Results.BadRequest();
        try
        {
            return Results.Redirect(BookingAddresses.SessionStep.Of(await drafts.StartAsync(session, context.Actor, context.Cancel)));
        }
        catch (ProcessRefusedException refused)
        {
            return await ChosenSession.FindAsync(database, actions, session, context.Cancel) is { } chosen
                ? Page(context, chosen, clock.Today(), refused.Message) : Results.NotFound();
        }
    }

    private static IResult Page(PageContext context, ChosenSession chosen, DateOnly today, string? refusal)
    {
        var action = chosen.Action;
        var why = refusal ?? (chosen.OfferKind is null
            ? "Cette formation ne se paie pas avec des droits à la formation : adressez-vous à l’organisme." : null);
        return context.Private("bookings/new", new NewRequestModel(
            why is null ? null : Notice.Error(why), action.Offer.Title, action.Provider.Name,
            SessionLine.Of(chosen.Session, action.Availability(chosen.Session, today)), action.Action.Fees.InclusiveCents,
            chosen.SessionId, SearchAddresses.Action.Of(action.Id), why is null), "Demander une inscription", BookingPages.Trail,
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static long? IdOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>Model of <c>pages/bookings/new</c>.</summary>
/// <param name="CanBegin">Nothing stands against beginning.</param>
public sealed record NewRequestModel(
    Notice? Notice, string Title, string Provider, SessionLine Session, long PriceCents, long SessionId, string ActionHref, bool CanBegin);
