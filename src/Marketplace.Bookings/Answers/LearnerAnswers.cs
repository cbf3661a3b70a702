using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;

namespace Marketplace.Bookings.Answers;

/// <summary>Transitions 5 and 8: requests and proposals that come to nothing.</summary>
public sealed class LearnerAnswers(DossierDesk desk, DossierClosing closing)
{
    /// <summary>Gives a request or a proposal up, before anything is agreed.</summary>
    public Task DeclineAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        await DossierDesk.TakeAsync(dossier, BookingProcess.Decline, actor, cancel);
        await closing.LetSeatGoAsync(dossier, cancel);
        await dossier.TellProviderAsync(
            new("Une demande est abandonnée", "La personne renonce à sa demande : il n’y a plus rien à faire."), cancel);
    }, cancel);

    /// <summary>The provider did not answer in time.</summary>
    internal async Task ProviderSilentAsync(OpenDossier dossier, CancellationToken cancel)
    {
        dossier.Row.EndReason = BookingProcess.ProviderSilent;
        await DossierDesk.TakeAsync(dossier, BookingProcess.ProviderSilent, Actor.Program, cancel);
        await closing.LetSeatGoAsync(dossier, cancel);
        await dossier.TellLearnerAsync(new("Votre demande est close", "L’organisme n’a pas répondu dans son délai. Rien n’a été débité.",
            "Vous pouvez chercher une autre session ou une autre formation."), cancel);
        await dossier.TellProviderAsync(
            new("Une demande est close faute de réponse", "Le délai pour répondre est passé : la demande est close."), cancel);
    }

    /// <summary>The learner did not answer in time.</summary>
    internal async Task LearnerSilentAsync(OpenDossier dossier, CancellationToken cancel)
    {
        dossier.Row.EndReason = BookingProcess.LearnerSilent;
        await DossierDesk.TakeAsync(dossier, BookingProcess.LearnerSilent, Actor.Program, cancel);
        await closing.LetSeatGoAsync(dossier, cancel);
        await dossier.TellLearnerAsync(
            new("Votre demande est close", "Vous n’avez pas répondu à la proposition dans le délai. Rien n’a été débité."), cancel);
        await dossier.TellProviderAsync(
            new("Une demande est close faute de réponse", "La personne n’a pas répondu à votre proposition dans le délai."), cancel);
    }
}
