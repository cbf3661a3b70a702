using Dapper;
using Marketplace.Bookings.Closing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Seats;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Bookings.Moving;

/// <summary>
/// Another session of the same action without cancelling, if both agree: price, shares and rules stay, the dates are those of the other
/// session.
/// </summary>
public sealed class SessionMoves(DossierDesk desk, DossierClosing closing)
{
    /// <summary>Asks the other side.</summary>
    /// <exception cref="ProcessRefusedException">The process does not allow it; so for the others.</exception>
    public Task AskAsync(DossierKey key, string? seen, long session, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
        {
            var facts = await dossier.FactsAsync(cancel) with { WhyNotMove = await WhyNotAsync(dossier, session, cancel) };
            DossierDesk.Ask(dossier, BookingProcess.AskMove, actor, facts);
            var (side, id) = (actor.Role == Roles.Holder ? "learner" : "provider", dossier.Row.Id);
            if (await dossier.All.Moves.SingleOrDefaultAsync(m => m.BookingId == id, cancel) is { } before)
                (before.SessionId, before.AskedBy, before.AskedAt) = (session, side, dossier.Now);
            else
                dossier.All.Add(new BookingMoveRow { BookingId = id, SessionId = session, AskedBy = side, AskedAt = dossier.Now });
            await DossierDesk.TakeAsync(dossier, BookingProcess.AskMove, actor, cancel, facts, new { session });
            var news = new DossierNews("Un changement de session est proposé", side == "learner"
                ? "La personne demande à passer à une autre session de la même formation."
                    : "L’organisme vous propose une autre session de la même formation.",
                "Acceptez ou refusez dans le dossier : sans réponse, rien ne change.");
            await (side == "learner" ? dossier.TellProviderAsync(news, cancel) : dossier.TellLearnerAsync(news, cancel));
        }, cancel);

    /// <summary>Agrees: the seat goes over at once.</summary>
    /// <exception cref="SessionFullException">The other session has no seat left; the booking keeps its own.</exception>
    public Task AgreeAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var (row, connection) = (dossier.Row, dossier.Connection);
        var facts = await dossier.FactsAsync(cancel);
        DossierDesk.Ask(dossier, BookingProcess.AgreeMove, actor, facts);
        var move = await dossier.All.Moves.SingleAsync(m => m.BookingId == row.Id, cancel);
        if (await WhyNotAsync(dossier, move.SessionId, cancel) is { } why)
            throw new ProcessRefusedException(why);
        var released = await SessionSeats.MoveAsync(connection, row.Id, move.SessionId, cancel);
        var (number, starts, ends) = await connection.QuerySingleAsync<(string Number, DateOnly Starts, DateOnly Ends)>(
            new CommandDefinition(
            "SELECT number, starts, ends FROM session WHERE id = @SessionId", new { move.SessionId }, cancellationToken: cancel));
        (row.SessionId, row.SessionNumber, row.Starts, row.Ends) = (move.SessionId, number, starts, ends);
        (row.PublishedStarts, row.PublishedEnds, row.SessionTold) = (starts, ends, null);
        dossier.All.Remove(move);
        await DossierDesk.TakeAsync(dossier, BookingProcess.AgreeMove, actor, cancel, facts, new { session = row.SessionId, starts, ends });
        var news = new DossierNews(
            "La session est changée",
            $"L’inscription vaut pour la session qui commence le {DossierWords.Day(starts)}. Rien d’autre ne change.");
        await dossier.TellLearnerAsync(news, cancel);
        await dossier.TellProviderAsync(news, cancel);
        if (released is { BecameFree: true })
            await closing.NextAsync(dossier, released, null, cancel);
    }, cancel);

    /// <summary>Refuses, or takes one's own question back.</summary>
    public Task RefuseAsync(DossierKey key, string? seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, seen, async dossier =>
    {
        var (facts, id) = (await dossier.FactsAsync(cancel), dossier.Row.Id);
        DossierDesk.Ask(dossier, BookingProcess.RefuseMove, actor, facts);
        dossier.All.RemoveRange(await dossier.All.Moves.Where(m => m.BookingId == id).ToListAsync(cancel));
        await DossierDesk.TakeAsync(dossier, BookingProcess.RefuseMove, actor, cancel, facts);
        var news = new DossierNews(
            "Le changement de session est refusé", "Le changement de session n’a pas lieu : l’inscription reste comme elle est.");
        await (actor.Role == Roles.Holder ? dossier.TellProviderAsync(news, cancel) : dossier.TellLearnerAsync(news, cancel));
    }, cancel);

    private static async Task<string?> WhyNotAsync(OpenDossier dossier, long session, CancellationToken cancel)
    {
        if (session == dossier.Row.SessionId)
            return "C’est la session de l’inscription : choisissez-en une autre.";
        if (await SessionSeats.LockAsync(dossier.Connection, session, cancel) is not { } state || state.ActionId != dossier.Row.ActionId
            || state.Archived)
            return "Cette session n’est pas proposée pour la même formation.";
        if (state.Starts is not { } starts || state.Ends is null)
            return "Cette session n’a pas de dates : il faut une autre inscription.";
        if (dossier.Row.PermanentEntry)
            return "L’entrée est permanente : les dates sont celles de la proposition, il faut une autre inscription pour les changer.";
        if (starts <= dossier.Today)
            return "Cette session a commencé.";
        return EnrolmentRule.On(dossier.Today, starts, state.Open, EnrolmentRule.SeatsLeft(state.Capacity, state.Taken)) switch
        {
            Availability.Full => "Cette session est complète.",
            Availability.Closed => "L’organisme ne prend plus d’inscriptions pour cette session.",
            Availability.Past => "Cette session a commencé.",
            _ => null,
        };
    }
}
