using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Actions;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Npgsql;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/changer-de-session</c>: another session of the same action, which the learner agrees to or not.</summary>
public static class MovePage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, ActionPageQuery actions) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.AskMove) ? Page(context, dossier, await FormAsync(context, dossier, actions))
            : DossierPage.Refused(context, dossier, BookingProcess.AskMove);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, ActionPageQuery actions,
        SessionMoves moves,
        NpgsqlDataSource database)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = ((await FormAsync(context, dossier, actions)).Read(posted), Shown.Of(posted));
        if (!form.IsValid)
            return Page(context, dossier, form);
        var session = await ChosenSession.IdAsync(database, dossier.Row.PublicId, form.Session.Value, context.Cancel) ?? 0;
        return await dossiers.DecideAsync(context, dossier, seen,
            () => moves.AskAsync(dossier.Key, seen.Version, session, context.Actor, context.Cancel), "demande", why =>
            {
                form.Refuse(why, StatusCodes.Status409Conflict);
                return Task.FromResult(Page(context, dossier, form));
            });
    }

    private static async Task<MoveForm> FormAsync(PageContext context, ProviderDossier dossier, ActionPageQuery actions)
    {
        var action = await actions.FindAsync(dossier.Row.PublicId, context.Cancel);
        return new MoveForm(action?.Sessions.Where(
            s => s.Session.Number != dossier.Row.SessionNumber && s.Session is { Start: not null, End: not null }
            && action.IsAvailable(s, dossier.Facts.Today)) ?? []);
    }

    private static IResult Page(PageContext context, ProviderDossier dossier, MoveForm form) =>
        context.Private("provider-bookings/move", new MoveModel(
            dossier.Head, ProviderBookingAddresses.Move.Of(dossier.Scope.Organisation.Id, dossier.Row.Id), form, dossier.Shown),
            "Proposer une autre session", dossier.Trail(context.Person), form.Status);
}

/// <summary>Which session is proposed instead.</summary>
public sealed class MoveForm(IEnumerable<ActionSession> sessions) : Form
{
    private readonly IReadOnlyList<ActionSession> sessions = [.. sessions];

    public ChoiceField Session { get; } = new("session", "Autre session", sessions.Select(s =>
        new Choice(s.Session.Number, SessionWords.Of(s.Session.Number, s.Session.Start, s.Session.End))),
            "Choisissez une session.") { Blank = "Choisir une session" };

    /// <summary>There is another one.</summary>
    public bool Any => sessions.Count > 0;
}

/// <summary>Model of <c>pages/provider-bookings/move</c>.</summary>
public sealed record MoveModel(DossierHead Head, string Action, MoveForm Form, Shown Shown);
