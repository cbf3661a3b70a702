using Marketplace.Bookings.Acceptance;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Cancelling;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Endings;
using Marketplace.Bookings.Moving;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Seats;
using Marketplace.People.Access;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Api.Provider;
using Marketplace.Web.Problems;
using Npgsql;

namespace Marketplace.Web.Api.Bookings;

/// <summary>
/// <c>POST /api/v1/bookings/{id}/events</c>: the learner's steps, by the commands of the pages. With <c>If-Match</c> nothing is done to a
/// booking that changed since it was read.
/// </summary>
public sealed class BookingEventsEndpoint(
    BookingsEndpoint bookings, DossierReader dossiers, Acceptances acceptances, LearnerAnswers answers, Cancellations cancellations,
        SessionMoves moves,
    NpgsqlDataSource database)
{
    internal static async Task<IResult> PostAsync(HttpContext context, Guid id, BookingEventsEndpoint events, CancellationToken cancel)
    {
        if (context.Request.Query.Count > 0)
            return ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter));
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return json.Refusal!;
        using (document)
        {
            var (body, problems) = BookingEventBody.Read(document.RootElement);
            return body is null ? ApiProblem.Parameters(problems)
                : await events.TakeAsync(context, DossierKey.OfLearner(id, context.Person()!.AccountId), body, cancel);
        }
    }

    private async Task<IResult> TakeAsync(HttpContext context, DossierKey key, BookingEventBody body, CancellationToken cancel)
    {
        if (await dossiers.FindAsync(key, cancel) is not { } view)
            return BookingsEndpoint.Unknown;
        var asked = Preconditions.Of(context.Request);
        if (!asked.Hold(view.Row.Version))
            return Preconditions.Changed("Le dossier a changé");
        try
        {
            // Between this look and the command's lock somebody may change it still: the command compares again.
            await DoAsync(key, asked.Any ? view.Row.Version : null, view.Row.PublicId, body, context.Actor(), cancel);
        }
        catch (StaleChangeException)
        {
            return asked.Any && body.Event != BookingProcess.Accept
                ? Preconditions.Changed("Le dossier a changé") : await ConflictAsync(key,
                "Le dossier, ou ce qui est à payer par carte, n’est plus ce que vous avez vu : relisez-le.", cancel);
        }
        catch (ProcessRefusedException refused)
        {
            return await ConflictAsync(key, refused.Message, cancel);
        }
        catch (SeatRefusedException refused)
        {
            return await ConflictAsync(key, refused.Message, cancel);
        }
        return await bookings.AnswerAsync(context.Response, key, cancel);
    }

    private async Task DoAsync(DossierKey key, string? seen, string publicId, BookingEventBody body, Actor actor, CancellationToken cancel)
    {
        switch (body.Event)
        {
            case BookingProcess.Accept:
                await acceptances.AcceptAsync(key, seen, body.CardCents, actor, cancel);
                break;
            case BookingProcess.Decline:
                await answers.DeclineAsync(key, seen, actor, cancel);
                break;
            case BookingProcess.Cancel:
                await cancellations.CancelAsync(key, seen, EndingKind.LearnerCancels, body.ForceMajeure, null, null, actor, cancel);
                break;
            case BookingProcess.AskMove:
                // A number that no session of the action has is refused by the command, with its sentence.
                await moves.AskAsync(key, seen, await ChosenSession.IdAsync(database, publicId, body.Session!, cancel) ?? 0, actor, cancel);
                break;
            case BookingProcess.AgreeMove:
                await moves.AgreeAsync(key, seen, actor, cancel);
                break;
            default:
                await moves.RefuseAsync(key, seen, actor, cancel);
                break;
        }
    }

    private async Task<IResult> ConflictAsync(DossierKey key, string text, CancellationToken cancel) =>
        await bookings.PossibleAsync(key, cancel) is { } now ? BookingConflict.Of(text, now.State, now.Possible) : BookingsEndpoint.Unknown;
}
