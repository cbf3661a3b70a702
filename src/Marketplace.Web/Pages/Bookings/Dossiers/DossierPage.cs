using Marketplace.Bookings.Closures;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Money.Regulation;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Payments;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}</c>: where a dossier stands, what may be done, and what happened.</summary>
public sealed class DossierPage(CardPayments cards, ActionPageQuery actions, RuleBook book, ClosureDays closures, TimeProvider clock)
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["envoyee"] = "Votre demande est envoyée. L’organisme y répond ; vous recevrez un courriel.",
        ["acceptee"] = "Votre inscription est confirmée.",
        ["paiement"] = "Vos droits et votre place sont gardés : payez maintenant par carte pour confirmer.",
        ["abandon"] = "Le paiement est abandonné : vos droits et la place sont de nouveau libres, la proposition reste.",
        ["renonce"] = "Vous avez renoncé : le dossier est clos. Rien n’a été débité.",
        ["annulee"] = "Votre inscription est annulée.",
        ["financeur"] = "Votre demande de financement est envoyée.",
        ["changement"] = "Votre demande de changement de session est envoyée à l’organisme.",
        ["change"] = "La session est changée.",
        ["garde"] = "L’inscription garde sa session.",
        ["reclamation"] = "Votre réclamation est reçue : l’organisme et le service la lisent.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, DossierPage page) =>
        dossiers.AnswerAsync(context, id, dossier => page.PageAsync(context, dossier, Notice.Done(context.Request, Sentences)));

    internal async Task<IResult> PageAsync(
        PageContext context, LearnerDossier dossier, Notice? notice, int status = StatusCodes.Status200OK)
    {
        var (row, now, today) = (dossier.Row, clock.GetUtcNow(), clock.Today());
        var action = await actions.FindAsync(row.PublicId, context.Cancel);
        return context.Private("bookings/dossier", new DossierModel
        {
            Notice = notice,
            Card = DossierCard.Of(dossier.Agenda, now, today),
            Hrefs = DossierHrefs.Of(row.Id),
            May = DossierMay.Of(dossier),
            Facts = [.. Facts(row), .. await ClosedAsync(row, context.Cancel)],
            ActionHref = action is { Archived: false } ? SearchAddresses.Action.Of(action.Id) : null,
            Gone = action?.Sessions.All(s => s.Id != row.SessionId) != false && !BookingProcess.Ended.Contains(row.State),
            PublishedAnew = PublishedAnew(row, action),
            Contact = row.AcceptedAt is not null && action?.Sessions.FirstOrDefault(s => s.Id == row.SessionId) is { } session
                ? ContactLines.Of(session.Session.RegistrationContact) : null,
            Moments = MomentView.Of(dossier.Agenda, now, today),
            Proposal = row.ProposedAt is not null ? ProposalView.Of(row) : null,
            Plan = dossier.Answer?.Plan is { } plan ? PlanView.Of(plan, book) : null,
            Refusal = dossier.Answer?.Refusal is { } refusal ? ExplanationView.Of(refusal, book) : null,
            CardCents = dossier.Answer?.Plan?.CardCents,
            CardForm = await OpenCardPageAsync(context, row, now),
            Shown = new Shown(row.Version, AcceptForm.Facts(dossier)),
            Move = dossier.View.Move is { } move ? MoveView.Of(move, action, row.Version) : null,
            Lines = [.. dossier.View.Lines.Select(DossierLine.Of)],
            History = [.. dossier.View.Events.Select(e => new HistoryLine(e.At, HistoryWords.Of(e))).Reverse()],
        }, row.Title, BookingPages.Trail, status);
    }

    /// <summary>Dates that the session has now, where they are not those that it had when it was asked for.</summary>
    private static string? PublishedAnew(BookingRow row, ActionRecord? action) =>
        !row.PermanentEntry && !BookingProcess.Ended.Contains(row.State)
            && action?.Sessions.FirstOrDefault(s => s.Id == row.SessionId)?.Session is { Start: { } start, End: { } end }
            && (start, end) != (row.PublishedStarts, row.PublishedEnds)
            ? $"du {FrenchFormat.Date(start)} au {FrenchFormat.Date(end)}" : null;

    /// <summary>The one way on to the payment provider: a form, as browsers without scripts can send it.</summary>
    private async Task<CardForm?> OpenCardPageAsync(PageContext context, BookingRow row, DateTimeOffset now) =>
        row.State == BookingProcess.Proposed && row.PaymentId is { } payment && row.PaymentUntil > now
            && await cards.PageAsync(payment, new Uri(context.SiteUrl), context.Cancel) is { } open
            ? CardForm.Of(open, "Payer par carte") : null;

    /// <summary>Closing days of the provider, while its answer is waited for.</summary>
    private async Task<IEnumerable<FactRow>> ClosedAsync(BookingRow row, CancellationToken cancel) =>
        row.State is BookingProcess.Requested or BookingProcess.Acknowledged
            && await closures.SentenceAsync(row.Siret, cancel) is { } closed
            ? [new FactRow("Fermeture", closed)] : [];

    private static IEnumerable<FactRow> Facts(BookingRow row)
    {
        yield return new("Dates", DossierFacts.Dates(row));
        yield return new("Durée", DossierFacts.Hours(row.Hours));
        yield return new("Prix", FrenchFormat.Price(row.Price));
        yield return new("Session", row.SessionNumber);
        if (row.AcceptedOn is { } accepted)
            yield return new("Acceptée le", FrenchFormat.Date(accepted));
        if (row.EntryOn is { } entered)
            yield return new("Entrée déclarée au", FrenchFormat.Date(entered));
        if (row.ExitOn is { } left)
            yield return new("Sortie déclarée au",
                $"{FrenchFormat.Date(left)}{(row.ExitRate is { } rate ? $", réalisée à {rate}{FrenchFormat.NoBreakSpace}%" : "")}");
        if (EndingWords.Why(row) is { } why)
            yield return new("Raison", why);
    }
}
