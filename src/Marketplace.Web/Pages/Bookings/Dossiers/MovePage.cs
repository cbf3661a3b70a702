using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Moving;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}/changer-de-session</c>: another session of the same action without cancelling, if both agree.</summary>
public static class MovePage
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, ActionPageQuery actions, TimeProvider clock) =>
        dossiers.AnswerAsync(context, id, async dossier => Page(context, dossier, await FormAsync(context, dossier, actions, clock)));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, SessionMoves moves, ActionPageQuery actions,
            TimeProvider clock) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var form = await context.ReadAsync(await FormAsync(context, dossier, actions, clock));
            if (!form.IsValid)
                return Page(context, dossier, form);
            try
            {
                await moves.AskAsync(dossier.Key, null, form.Chosen, context.Actor, context.Cancel);
                return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=changement");
            }
            catch (Exception refused) when (refused is ProcessRefusedException or SeatRefusedException)
            {
                form.Refuse(refused.Message, StatusCodes.Status409Conflict);
                return Page(context, dossier, form);
            }
        });

    public static async Task<IResult> AgreeAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, SessionMoves moves)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await AcceptForm.DecidedAsync(context, id, dossiers, page, seen, async key =>
        {
            await moves.AgreeAsync(key, seen.Version, context.Actor, context.Cancel);
            return "change";
        });
    }

    public static async Task<IResult> RefuseAsync(
        [AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page, SessionMoves moves)
    {
        var seen = Shown.Of(await context.FormAsync());
        return await AcceptForm.DecidedAsync(context, id, dossiers, page, seen, async key =>
        {
            await moves.RefuseAsync(key, seen.Version, context.Actor, context.Cancel);
            return "garde";
        });
    }

    private static async Task<MoveForm> FormAsync(
        PageContext context, LearnerDossier dossier, ActionPageQuery actions, TimeProvider clock) =>
        new(dossier.Row, await actions.FindAsync(dossier.Row.PublicId, context.Cancel), clock.Today());

    private static IResult Page(PageContext context, LearnerDossier dossier, MoveForm form)
    {
        var row = dossier.Row;
        return context.Private("bookings/move", new MoveModel(
            row.Title, DossierFacts.Dates(row), dossier.May(BookingProcess.AskMove), form, BookingAddresses.Move.Of(row.Id),
                BookingAddresses.Dossier.Of(row.Id)),
            "Changer de session", BookingPages.Above(row), form.Status);
    }
}

/// <summary>Which other session.</summary>
public sealed class MoveForm : Form
{
    public MoveForm(BookingRow row, ActionRecord? action, DateOnly today)
    {
        var others = (action?.Sessions ?? []).Where(s =>
            s.Id != row.SessionId && s.Session is { Start: not null, End: not null } && action!.IsAvailable(s, today)).ToList();
        Session = others.Count == 0 ? null : new RadioField("session", "L’autre session", others.Select(s =>
            new Choice(s.Id.ToString(CultureInfo.InvariantCulture), SessionLine.Of(s, Availability.Available).When)),
                "Choisissez une session.");
    }

    /// <summary>Null: there is no other one.</summary>
    public RadioField? Session { get; }

    /// <summary>Only of a form without mistakes.</summary>
    public long Chosen => long.Parse(Session!.Value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Session is null)
            Refuse("Aucune autre session de cette formation n’est ouverte.", StatusCodes.Status409Conflict);
    }
}

/// <summary>Model of <c>pages/bookings/move</c>.</summary>
/// <param name="Open">The process allows asking.</param>
public sealed record MoveModel(string Title, string Dates, bool Open, MoveForm Form, string Action, string Back);

/// <summary>A move that waits for an answer.</summary>
/// <param name="Asked">By the learner themselves.</param>
/// <param name="When">Dates of the other session.</param>
public sealed record MoveView(bool Asked, string When, DateTimeOffset AskedAt, Shown Shown)
{
    public static MoveView Of(BookingMoveRow move, ActionRecord? action, string version)
    {
        var when = action?.Sessions.FirstOrDefault(s => s.Id == move.SessionId) is { } session
            ? DossierFacts.Dates(session.Session.Start, session.Session.End) : "Une session que l’organisme ne propose plus";
        return new(move.AskedBy == "learner", when, move.AskedAt, new Shown(version, [new FactRow("Autre session", when)]));
    }
}
