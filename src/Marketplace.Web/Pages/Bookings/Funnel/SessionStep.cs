using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Actions;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/session</c>: which session; with permanent entry, on which day the learner would begin.</summary>
public static class SessionStep
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, ActionPageQuery actions, TimeProvider clock) =>
        drafts.AnswerAsync(context, id, async draft =>
        {
            var action = await actions.FindAsync(draft.Row.PublicId, context.Cancel);
            return Page(context, draft, action, new SessionForm(draft.Row, action, clock.Today()));
        });

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, DraftPages pages, Drafts drafts, ActionPageQuery actions, TimeProvider clock) =>
        pages.AnswerAsync(context, id, async draft =>
        {
            var action = await actions.FindAsync(draft.Row.PublicId, context.Cancel);
            var form = await context.ReadAsync(new SessionForm(draft.Row, action, clock.Today()));
            if (!form.IsValid)
                return Page(context, draft, action, form);
            try
            {
                await drafts.ChooseAsync(draft.Key, form.Chosen, form.WishedDay, context.Actor, context.Cancel);
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
                return Page(context, draft, action, form);
            }
            return await pages.NextAsync(context, id, FunnelSteps.Session, form, left => Page(context, left, action, form));
        });

    private static IResult Page(PageContext context, OpenDraft draft, ActionRecord? action, SessionForm form) =>
        DraftPages.Page(context, FunnelSteps.Session, new SessionStepModel(
            FunnelHead.Of(draft, FunnelSteps.Session), form, BookingAddresses.SessionStep.Of(draft.Row.Id),
            action is { Archived: false } ? SearchAddresses.Action.Of(action.Id) : null), form.Status);
}

/// <summary>Which session; the day on which the learner would begin.</summary>
public sealed class SessionForm : Form
{
    public SessionForm(BookingRow row, ActionRecord? action, DateOnly today)
    {
        var open = (action?.Sessions ?? []).Where(s => s.Id == row.SessionId || action!.IsAvailable(s, today)).ToList();
        Session = open.Count == 0
            ? null : new RadioField("session", "Session", open.Select(s => ChoiceOf(s, action!, today)), "Choisissez une session.")
        {
            Typed = row.SessionId.ToString(CultureInfo.InvariantCulture),
        };
        WishedStart = row.PermanentEntry
            ? new DateField("debut", "Le jour où vous voudriez commencer", "Écrivez un jour à venir, par exemple 15/03/2027.",
            day => day > today)
        {
            Hint = "L’entrée est permanente : proposez un jour, la proposition de l’organisme fixe les dates.",
            Typed = row.WishedStart?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        } : null;
    }

    /// <summary>Null: the action has no session that is open.</summary>
    public RadioField? Session { get; }

    /// <summary>Null: the dates are those of the session.</summary>
    public DateField? WishedStart { get; }

    /// <summary>Only of a form without mistakes.</summary>
    public long Chosen => long.Parse(Session!.Value, CultureInfo.InvariantCulture);

    public DateOnly? WishedDay => WishedStart is { IsEmpty: false } ? WishedStart.Value : null;

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Session is null)
            Refuse("L’organisme ne propose plus aucune session ouverte de cette formation.");
    }

    private static Choice ChoiceOf(ActionSession session, ActionRecord action, DateOnly today)
    {
        var line = SessionLine.Of(session, action.Availability(session, today));
        return new Choice(session.Id.ToString(CultureInfo.InvariantCulture), line.When)
        {
            Hint = string.Join(", ", new[] { line.State, line.Seats }.OfType<string>()),
        };
    }
}

/// <summary>Model of <c>pages/bookings/session</c>.</summary>
/// <param name="ActionHref">Null: it is no longer offered.</param>
public sealed record SessionStepModel(FunnelHead Head, SessionForm Form, string Action, string? ActionHref);
