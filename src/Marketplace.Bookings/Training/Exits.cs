using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Settlement;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;

namespace Marketplace.Bookings.Training;

/// <summary>
/// Transitions 14 and 15: exit and service done are declared together, then validated by the clock; then the money moves.
/// </summary>
public sealed class Exits(DossierDesk desk, Settling settling)
{
    /// <summary>« Estimer le montant de la facture »: what the declaration would pay; nothing is changed.</summary>
    /// <exception cref="ProcessRefusedException">It cannot be declared so.</exception>
    public Task<DossierEnding> PreviewAsync(DossierKey key, ExitDeclaration exit, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            DossierDesk.Ask(dossier, BookingProcess.DeclareExit, actor, await FactsAsync(dossier, exit, cancel));
            return await DossierEnding.OfAsync(dossier, Of(exit), cancel);
        }, cancel);

    /// <summary>Declares exit and service done; an entry that did not count yet does now.</summary>
    public Task DeclareAsync(DossierKey key, string? seen, ExitDeclaration exit, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var row = dossier.Row;
            var facts = await FactsAsync(dossier, exit, cancel);
            DossierDesk.Ask(dossier, BookingProcess.DeclareExit, actor, facts);
            var ending = await DossierEnding.OfAsync(dossier, Of(exit), cancel);
            row.EntryCountedAt ??= dossier.Now;
            (row.ExitOn, row.ExitDeclaredAt, row.ExitReason, row.ExitRate) = (exit.On, dossier.Now, exit.Reason, exit.Rate);
            (row.ForceMajeure, row.ExitLiable) = (exit.ForceMajeure, exit.Liable);
            (row.ProviderDue, row.EndingRule) = (ending.Plan.ProviderDueCents, ending.Plan.Rule);
            await DossierDesk.TakeAsync(dossier, BookingProcess.DeclareExit, actor, cancel, facts,
                new { on = exit.On, rate = exit.Rate, exit.Reason, exit.ForceMajeure, dueCents = row.ProviderDue });
            await dossier.TellLearnerAsync(new("La fin de votre formation est déclarée",
                $"L’organisme déclare que vous avez suivi {exit.Rate} % de la formation, jusqu’au {DossierWords.Day(exit.On)}.",
                $"Ce n’est pas exact ? Dites-le dans votre dossier {DossierWords.Until(dossier, BookingProcess.Validate)}."), cancel);
        }, cancel);

    /// <summary>The delay for a control is over: what is due is debited, the rest goes where the rules say.</summary>
    internal async Task ValidateAsync(OpenDossier dossier, CancellationToken cancel)
    {
        var row = dossier.Row;
        var facts = dossier.Facts();
        DossierDesk.Ask(dossier, BookingProcess.Validate, Actor.Program, facts);
        var ending = await DossierEnding.OfAsync(dossier, Of(row), cancel);
        await settling.ApplyAsync(dossier, ending, cancel);
        row.ValidatedAt = dossier.Now;
        await DossierPayables.EndAsync(dossier, ending.Plan.ProviderDueCents, cancel);
        await DossierDesk.TakeAsync(dossier, BookingProcess.Validate, Actor.Program, cancel, facts,
            new { rule = ending.Plan.Rule, dueCents = ending.Plan.ProviderDueCents, rate = row.ExitRate });
        await dossier.TellLearnerAsync(new("Votre formation est terminée",
            $"Le service fait est validé : {EuroText.Of(ending.Plan.ProviderDueCents)} sont dus à l’organisme, {EuroText.Of(ending.Plan.Lines.Sum(l => l.ReturnedCents))} vous reviennent."), cancel);
        await dossier.TellProviderAsync(
            new("Le service fait est validé", $"{EuroText.Of(ending.Plan.ProviderDueCents)} vous sont dus pour cette formation."), cancel);
    }

    private static async Task<BookingFacts> FactsAsync(OpenDossier dossier, ExitDeclaration exit, CancellationToken cancel) =>
        await dossier.FactsAsync(cancel) with { WhyNotExit = WhyNot(dossier, exit) };

    private static string? WhyNot(OpenDossier dossier, ExitDeclaration exit) =>
        exit.On > dossier.Today ? "Le jour de la sortie n’est pas encore venu."
        : exit.On < dossier.Row.EntryOn ? $"L’entrée est du {dossier.Row.EntryOn:dd/MM/yyyy} : la sortie ne vient pas avant."
        : exit.On > dossier.Row.Ends ? $"La formation finit le {dossier.Row.Ends:dd/MM/yyyy} : la sortie ne vient pas après."
        : !ExitDeclaration.Reasons.ContainsKey(exit.Reason) ? "Choisissez une raison de la liste."
        : exit.Rate is < 0 or > 100 ? "Le taux de réalisation est un nombre entier de 0 à 100."
        : exit.Rate == 100 != (exit.Reason == ExitDeclaration.Total) ? "Une formation suivie en entier a un taux de 100 %, et elle seule."
        : null;

    private static EndingEvent Of(ExitDeclaration exit) => Of(exit.On, exit.ForceMajeure, exit.Rate, exit.Liable);

    private static EndingEvent Of(BookingRow row) => Of(row.ExitOn!.Value, row.ForceMajeure, row.ExitRate!.Value, row.ExitLiable);

    private static EndingEvent Of(DateOnly on, bool forceMajeure, int rate, string? liable) =>
        new(EndingKind.Exit, on, forceMajeure && rate < 100, rate, liable is null ? null : EndingEvent.Liabilities[liable]);
}
