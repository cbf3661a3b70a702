using Marketplace.Bookings.Requests;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary><c>/inscriptions/{id}/conditions</c>: the conditions as the rules of this day make them, read and accepted.</summary>
public static class TermsStep
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DraftPages drafts, RuleBook book, TimeProvider clock) =>
        drafts.AnswerAsync(context, id, draft => Page(context, draft, TermsOf(book, clock), new TermsForm()));

    public static Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid id, DraftPages pages, Drafts drafts, RuleBook book, TimeProvider clock) =>
        pages.AnswerAsync(context, id, async draft =>
        {
            var posted = await context.FormAsync();
            var (form, seen, terms) = (new TermsForm().Read(posted), Shown.Of(posted), TermsOf(book, clock));
            if (!form.IsValid)
                return Page(context, draft, terms, form);
            if (!await drafts.AcceptTermsAsync(draft.Key, seen.Version, context.Actor, context.Cancel))
                return StaleDecision.Page(context, seen, Facts(terms),
                    new Crumb("Relire les conditions d’inscription", BookingAddresses.TermsStep.Of(id)), BookingPages.Trail);
            return await pages.NextAsync(context, id, FunnelSteps.Terms, form, left => Page(context, left, terms, form));
        });

    private static BookingTerms TermsOf(RuleBook book, TimeProvider clock) => BookingTerms.Of(book.On(clock.Today()));

    private static IReadOnlyList<FactRow> Facts(BookingTerms terms) => [.. terms.Terms.Select(term => new FactRow(term.Title, term.Text))];

    private static IResult Page(PageContext context, OpenDraft draft, BookingTerms terms, TermsForm form) =>
        DraftPages.Page(context, FunnelSteps.Terms, new TermsModel(
            FunnelHead.Of(draft, FunnelSteps.Terms), form, BookingAddresses.TermsStep.Of(draft.Row.Id), terms,
            draft.Row.TermsVersion == terms.Version ? draft.Row.TermsAcceptedAt : null, new Shown(terms.Version, Facts(terms))),
                form.Status);
}

/// <summary>Accepting them.</summary>
public sealed class TermsForm : Form
{
    public ChoicesField Accepted { get; } = new(
        "accord", "Votre accord", [new("oui", "J’ai lu les conditions d’inscription et je les accepte")],
        "Cochez la case pour accepter les conditions : sans votre accord, la demande ne peut pas être envoyée.");
}

/// <summary>Model of <c>pages/bookings/conditions</c>.</summary>
/// <param name="AcceptedAt">Of this version; null: not yet.</param>
public sealed record TermsModel(
    FunnelHead Head, TermsForm Form, string Action, BookingTerms Terms, DateTimeOffset? AcceptedAt, Shown Shown);
