using Marketplace.Bookings.Closures;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Waiting;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;

namespace Marketplace.Bookings.Requests;

/// <summary>Transition 1: the request goes to the provider. Nothing is reserved but a seat that a waiting list offered.</summary>
public sealed class Sending(DossierDesk desk, SendCheck check)
{
    /// <summary>What stands against sending, for the steps of the funnel.</summary>
    public Task<IReadOnlyList<SendObstacle>> ObstaclesAsync(DossierKey key, CancellationToken cancel) =>
        desk.EditAsync(key, null, dossier => check.ObstaclesAsync(dossier, cancel), cancel);

    /// <summary>Sends it.</summary>
    /// <exception cref="ProcessRefusedException">Something stands against it, or it was sent before.</exception>
    public Task SendAsync(DossierKey key, Actor actor, CancellationToken cancel) => desk.EditAsync(key, null, async dossier =>
    {
        var row = dossier.Row;
        if (row.State == BookingProcess.Draft)
            await WaitingList.AcceptAsync(dossier.Connection, row.SessionId, row.Id, actor, dossier.Now, cancel);
        var obstacles = row.State == BookingProcess.Draft ? await check.ObstaclesAsync(dossier, cancel) : [];
        row.RequestedAt ??= dossier.Now;
        var facts = await dossier.FactsAsync(cancel) with { WhyNotSend = obstacles.FirstOrDefault()?.Text };
        await DossierDesk.TakeAsync(dossier, BookingProcess.Send, actor, cancel, facts, new { session = row.SessionId, cents = row.Price });
        var until = DossierWords.Until(dossier, BookingProcess.ProviderSilent);
        await dossier.TellProviderAsync(new("Une demande d’inscription vous attend", "Une personne demande à s’inscrire à votre formation.",
            $"Répondez {until} : sans réponse, la demande sera close."), cancel);
        await dossier.TellLearnerAsync(
            new("Votre demande d’inscription est envoyée",
            "Votre demande est partie chez l’organisme. Rien n’est réservé ni débité pour l’instant.",
            $"L’organisme répond {until}. Il peut accepter, proposer autre chose ou refuser."
                + (await ClosureDays.SentenceAsync(dossier.Connection, row.Siret, dossier.Today, cancel) is { } closed
                    ? $" {closed}" : "")), cancel);
    }, cancel);
}
