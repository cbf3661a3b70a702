using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Settlement;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Endings;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}/annuler</c>: what comes back and what is lost, line by line and to the cent, before the click.</summary>
public sealed class CancelPage(LearnerDossiers dossiers, Cancellations cancellations, RuleBook book, TimeProvider clock)
{
    private const string ForceMajeure = "force-majeure";
    private const string Yes = "oui";

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, CancelPage page) =>
        page.AnswerAsync(context, id, context.Request.Query[ForceMajeure] == Yes, null, StatusCodes.Status200OK);

    public static async Task<IResult> PostAsync([AsParameters] PageContext context, Guid id, CancelPage page)
    {
        var posted = await context.FormAsync();
        return await page.CancelAsync(context, id, Shown.Of(posted), posted.Text(ForceMajeure, 10) == Yes);
    }

    private async Task<IResult> CancelAsync(PageContext context, Guid id, Shown seen, bool forceMajeure)
    {
        var key = DossierKey.OfLearner(id, context.Person.AccountId);
        try
        {
            // What was shown, by its rule: at midnight other amounts hold.
            var rule = EndingLabels.Rules.FirstOrDefault(r => r.Value == seen.Facts.FirstOrDefault(f => f.Label == RuleLabel)?.Value).Key;
            await cancellations.CancelAsync(
                key, seen.Version, EndingKind.LearnerCancels, forceMajeure, null, null, context.Actor, context.Cancel, rule ?? "");
            return Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=annulee");
        }
        catch (StaleChangeException)
        {
            // Two clicks: the first one has cancelled it.
            return await dossiers.AnswerAsync(context, id, async dossier => dossier.Row.State == BookingProcess.CancelledByLearner
                ? Results.Redirect(BookingAddresses.Dossier.Of(id) + "?fait=annulee") : StaleDecision.Page(context, seen,
                dossier.May(BookingProcess.Cancel) ? Facts(await PreviewAsync(context, dossier, forceMajeure))
                    : [new FactRow("État", BookingProcess.Table.Label(dossier.Row.State))],
                new Crumb("Relire ce que l’annulation rend et coûte", BookingAddresses.Cancel.Of(id)), BookingPages.Above(dossier.Row)));
        }
        catch (ProcessRefusedException refused)
        {
            return await AnswerAsync(context, id, forceMajeure, refused.Message, StatusCodes.Status409Conflict);
        }
    }

    private Task<IResult> AnswerAsync(PageContext context, Guid id, bool forceMajeure, string? refusal, int status) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var row = dossier.Row;
            var ending = dossier.May(BookingProcess.Cancel) ? await PreviewAsync(context, dossier, forceMajeure) : null;
            var today = clock.Today();
            return context.Private("bookings/cancel", new CancelModel(
                refusal is null ? null : Notice.Error(refusal), row.Title,
                ending is null ? null : EndingView.Of(ending.Plan, row.AcceptedOn!.Value, book),
                [.. (ending?.Shares ?? []).Where(s => s.ReturnedCents > 0 && s.UsableUntil < today).Select(s =>
                    new LostReturn(s.ReturnedCents, s.UsableUntil!.Value))],
                [.. Changes(ending?.Plan, today)], forceMajeure,
                ending?.Plan.Rule == EndingRules.LateCancellation || forceMajeure,
                $"{BookingAddresses.Cancel.Of(id)}{(forceMajeure ? "" : QueryString.Create(ForceMajeure, Yes).ToUriComponent())}",
                BookingAddresses.Cancel.Of(id), BookingAddresses.Dossier.Of(id),
                    new Shown(row.Version, ending is null ? [] : Facts(ending))),
                "Annuler l’inscription", BookingPages.Above(row), status);
        });

    private Task<DossierEnding> PreviewAsync(PageContext context, LearnerDossier dossier, bool forceMajeure) =>
        cancellations.PreviewAsync(dossier.Key, EndingKind.LearnerCancels, forceMajeure, context.Actor, context.Cancel);

    /// <summary>From when on other amounts hold.</summary>
    private static IEnumerable<string> Changes(EndingPlan? plan, DateOnly today)
    {
        if (plan is null)
            yield break;
        var last = plan.WithdrawalUntil > plan.FreeCancellationUntil ? plan.WithdrawalUntil : plan.FreeCancellationUntil;
        yield return last < today
            ? "Annuler sans frais n’est plus possible."
            : $"Annuler est sans frais jusqu’au {DossierWords.Day(last)} à minuit. À partir du {DossierWords.Day(last.AddDays(1))}, une partie est perdue.";
    }

    private static IReadOnlyList<FactRow> Facts(DossierEnding ending) =>
    [
        new(RuleLabel, EndingLabels.Rules[ending.Plan.Rule]),
        .. ending.Plan.Lines.Select((line, index) => new FactRow($"{index + 1}. {EndingLabels.Line(line)}",
            $"{FrenchFormat.Price(line.AmountCents)} : {FrenchFormat.Price(line.ReturnedCents)} rendus, {FrenchFormat.Price(line.UsedCents)} payés à l’organisme, {FrenchFormat.Price(line.KeptCents)} perdus, {FrenchFormat.Price(line.CreditCents)} en avoir")),
    ];

    private const string RuleLabel = "Règle";
}

/// <summary>Model of <c>pages/bookings/cancel</c>.</summary>
/// <param name="Ending">Null: it cannot be cancelled now.</param>
/// <param name="Lost">Money that returns and cannot serve any more.</param>
/// <param name="Late">Force majeure would change something.</param>
/// <param name="OtherHref">The same with, or without, force majeure.</param>
public sealed record CancelModel(
    Notice? Notice, string Title, EndingView? Ending, IReadOnlyList<LostReturn> Lost, IReadOnlyList<string> Changes, bool ForceMajeure,
        bool Late,
    string OtherHref, string Action, string Back, Shown Shown);

/// <summary>A part that returns after its last day.</summary>
public sealed record LostReturn(long Cents, DateOnly Until);
