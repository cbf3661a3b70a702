using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Bookings.Answers;

/// <summary>Transitions 2 to 4: what a provider answers to a request.</summary>
public sealed class ProviderAnswers(NpgsqlDataSource database, DossierDesk desk, DossierClosing closing)
{
    /// <summary>Codes of reasons of a refusal, with their words.</summary>
    public static readonly IReadOnlyDictionary<string, string> RefusalReasons = new Dictionary<string, string>
    {
        ["session-full"] = "La session est complète",
        ["session-cancelled"] = "La session n’aura pas lieu",
        ["prerequisites"] = "Les prérequis ne sont pas remplis",
        ["dates"] = "Les dates demandées ne conviennent pas",
        ["no-contact"] = "La personne n’a pas pu être jointe",
        ["other"] = "Autre raison",
    };

    /// <summary>Acknowledges a request: the provider has time to verify prerequisites.</summary>
    /// <exception cref="ProcessRefusedException">The process does not allow it; so for the others.</exception>
    public Task AcknowledgeAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var facts = await dossier.FactsAsync(cancel);
        DossierDesk.Ask(dossier, BookingProcess.Acknowledge, actor, facts);
        dossier.Row.AcknowledgedAt = dossier.Now;
        await DossierDesk.TakeAsync(dossier, BookingProcess.Acknowledge, actor, cancel, facts);
        await dossier.TellLearnerAsync(
            new("Votre demande est bien reçue", "L’organisme a reçu votre demande et vérifie si vous remplissez les prérequis.",
            $"Il répond {DossierWords.Until(dossier, BookingProcess.ProviderSilent)}."), cancel);
    }, cancel);

    /// <summary>Acknowledges several; each by itself: one that is refused does not hold back the others.</summary>
    /// <returns>Why those that were not acknowledged were not, by dossier.</returns>
    public async Task<IReadOnlyDictionary<Guid, string>> AcknowledgeManyAsync(
        IReadOnlyCollection<DossierKey> keys, Actor actor, CancellationToken cancel)
    {
        var refused = new Dictionary<Guid, string>();
        foreach (var key in keys)
            try
            {
                await AcknowledgeAsync(key, null, actor, cancel);
            }
            catch (ProcessRefusedException refusal)
            {
                refused[key.Id] = refusal.Message;
            }
            catch (UnknownDossierException)
            {
                refused[key.Id] = "Ce dossier n’existe pas.";
            }
        return refused;
    }

    /// <summary>What stands against a proposal, for the field that it is about; null: nothing.</summary>
    public Task<ProposalProblem?> ProblemAsync(DossierKey key, Proposal proposal, CancellationToken cancel) =>
        desk.EditAsync(key, null, dossier => Task.FromResult(proposal.ProblemIn(dossier)), cancel);

    /// <summary>Sends a proposal: the quote that the learner accepts or not.</summary>
    public Task ProposeAsync(DossierKey key, string? seen, Proposal proposal, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var row = dossier.Row;
        var facts = await dossier.FactsAsync(cancel) with { WhyNotPropose = proposal.ProblemIn(dossier)?.Text };
        DossierDesk.Ask(dossier, BookingProcess.Propose, actor, facts);
        (row.Starts, row.Ends, row.Hours, row.Price, row.ProposalNote) =
            (proposal.Starts, proposal.Ends, proposal.Hours, proposal.PriceCents, proposal.Note);
        (row.ProposedAt, row.AnswerFrom) = (dossier.Now, dossier.Now);
        await DossierDesk.TakeAsync(dossier, BookingProcess.Propose, actor, cancel, facts,
            new { cents = row.Price, starts = row.Starts, ends = row.Ends, hours = row.Hours });
        await dossier.TellLearnerAsync(
            new("Une proposition vous attend", "L’organisme a répondu à votre demande. Ce qui a changé est marqué.",
            $"Acceptez-la, en payant ce qui reste à votre charge, ou renoncez {DossierWords.Until(dossier, BookingProcess.LearnerSilent)} : sans réponse, la demande sera close."), cancel);
    }, cancel);

    /// <summary>Refuses a request, or takes a proposal back.</summary>
    /// <param name="reason">Key of <see cref="RefusalReasons"/>.</param>
    public Task RefuseAsync(DossierKey key, string? seen, string reason, string? note, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            if (!RefusalReasons.ContainsKey(reason))
                throw new ProcessRefusedException("Choisissez une raison de la liste.");
            (dossier.Row.EndReason, dossier.Row.EndNote) = (reason, note);
            await DossierDesk.TakeAsync(dossier, BookingProcess.Refuse, actor, cancel, detail: new { reason });
            await closing.LetSeatGoAsync(dossier, cancel);
            await dossier.TellLearnerAsync(
                new("Votre demande est refusée", $"L’organisme n’a pas retenu votre demande : {RefusalReasons[reason].ToLowerInvariant()}.",
                "Rien n’a été débité. Vous pouvez chercher une autre session ou une autre formation."), cancel);
        }, cancel);

    /// <summary>Requests that wait for the provider's answer, for the inbox' count.</summary>
    public Task<int> WaitingAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        database.ReadAsync((BookingsContext all) => all.Bookings.CountAsync(
            b => sirets.Contains(b.Siret) && (b.State == BookingProcess.Requested || b.State == BookingProcess.Acknowledged), cancel),
            cancel);
}
