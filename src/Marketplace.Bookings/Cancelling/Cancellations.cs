using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Settlement;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Cancelling;

/// <summary>Transitions 9 to 12: an agreed booking is cancelled before it begins, by whom and with what becomes of the money.</summary>
public sealed class Cancellations(DossierDesk desk, DossierClosing closing, Settling settling)
{
    /// <summary>Codes of a provider's reasons, with their words.</summary>
    public static readonly IReadOnlyDictionary<string, string> ProviderReasons = new Dictionary<string, string>
    {
        ["too-few"] = "Trop peu d’inscrits",
        ["no-trainer"] = "Formateur indisponible",
        ["no-room"] = "Lieu indisponible",
        ["closing"] = "Fermeture de l’organisme",
        ["other"] = "Autre raison",
    };

    /// <summary>What cancelling now would give back and take, line by line and bucket by bucket; nothing is changed.</summary>
    /// <exception cref="ProcessRefusedException">It cannot be cancelled so.</exception>
    public Task<DossierEnding> PreviewAsync(DossierKey key, EndingKind kind, bool forceMajeure, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            DossierDesk.Ask(dossier, EventOf(kind), actor, await dossier.FactsAsync(cancel));
            return await EndingAsync(dossier, kind, forceMajeure, cancel);
        }, cancel);

    /// <summary>Cancels.</summary>
    /// <param name="reason">Of a provider: key of <see cref="ProviderReasons"/>.</param>
    /// <param name="rule">That was shown with its amounts; null: nothing was.</param>
    /// <exception cref="StaleChangeException">The dossier changed since it was shown, or another rule holds since midnight.</exception>
    public Task CancelAsync(
        DossierKey key, string? seen, EndingKind kind, bool forceMajeure, string? reason, string? note, Actor actor,
        CancellationToken cancel,
        string? rule = null) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var (row, @event) = (dossier.Row, EventOf(kind));
            if (kind == EndingKind.ProviderCancels && !ProviderReasons.ContainsKey(reason ?? ""))
                throw new ProcessRefusedException("Choisissez une raison de la liste.");
            var facts = await dossier.FactsAsync(cancel);
            DossierDesk.Ask(dossier, @event, actor, facts);
            // The seat comes before the holder, as everywhere.
            await closing.LetSeatGoAsync(dossier, cancel);
            var ending = await EndingAsync(dossier, kind, forceMajeure, cancel);
            if (rule is not null && rule != ending.Plan.Rule)
                throw new StaleChangeException();
            await settling.ApplyAsync(dossier, ending, cancel);
            (row.EndReason, row.EndNote, row.ForceMajeure) = (reason, note, forceMajeure);
            await DossierPayables.EndAsync(dossier, ending.Plan.ProviderDueCents, cancel);
            await DossierDesk.TakeAsync(dossier, @event, actor, cancel, facts,
                new { rule = ending.Plan.Rule, dueCents = ending.Plan.ProviderDueCents, reason, forceMajeure });
            await TellAsync(dossier, kind, ending.Plan, cancel);
            // Nobody asks a learner for a proof; who controls learns of it at once.
            if (ending.Plan.Rule == EndingRules.ForceMajeure)
                await dossier.TellOperatorsAsync(
                    new("Une annulation pour force majeure",
                    "Une personne a annulé après le délai en déclarant un cas de force majeure : tout lui est rendu.",
                    "Contrôlez-la si besoin."), cancel);
        }, cancel);

    private static Task<DossierEnding> EndingAsync(OpenDossier dossier, EndingKind kind, bool forceMajeure, CancellationToken cancel) =>
        // A provider may still cancel what did not begin on its day: then as before it, all returns.
        kind == EndingKind.ProviderCancels && dossier.Today >= dossier.Row.Starts
            ? DossierEnding.AllReturnedAsync(dossier, EndingRules.ProviderCancellation, cancel)
            : DossierEnding.OfAsync(
                dossier, new EndingEvent(kind, dossier.Today, forceMajeure && kind == EndingKind.LearnerCancels), cancel);

    private static string EventOf(EndingKind kind) => kind switch
    {
        EndingKind.LearnerCancels => BookingProcess.Cancel,
        EndingKind.ProviderCancels => BookingProcess.ProviderCancels,
        EndingKind.FunderRefuses => BookingProcess.FunderCancels,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An exit is declared, not cancelled."),
    };

    private static async Task TellAsync(OpenDossier dossier, EndingKind kind, EndingPlan plan, CancellationToken cancel)
    {
        var (returned, kept, credit) = (
            plan.Lines.Sum(l => l.ReturnedCents), plan.Lines.Sum(l => l.KeptCents), plan.Lines.Sum(l => l.CreditCents));
        var money = $"{EuroText.Of(returned)} vous reviennent"
            + (credit > 0 ? $", {EuroText.Of(credit)} restent en avoir pour une autre inscription" : "")
            + (plan.ProviderDueCents > 0 ? $", {EuroText.Of(plan.ProviderDueCents)} sont dus à l’organisme" : "")
            + (kept > 0 ? $", {EuroText.Of(kept)} sont perdus" : "") + ".";
        var who = kind switch
        {
            EndingKind.LearnerCancels => "Vous avez annulé votre inscription.",
            EndingKind.ProviderCancels => "L’organisme a annulé votre inscription.",
            _ => "Le financeur a annulé votre inscription.",
        };
        await dossier.TellLearnerAsync(new("Votre inscription est annulée", $"{who} {money}",
            "Ce qui revient sur une carte y arrive dans les 30 jours."), cancel);
        if (kind != EndingKind.ProviderCancels)
            await dossier.TellProviderAsync(new("Une inscription est annulée", kind == EndingKind.LearnerCancels
                ? "La personne a annulé son inscription." : "Le financeur a annulé l’inscription.",
                plan.ProviderDueCents > 0 ? $"{EuroText.Of(plan.ProviderDueCents)} vous sont dus." : "Rien n’est dû."), cancel);
    }
}
