using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Sandbox;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary>
/// <c>/api/v1/provider/sandbox/bookings</c>: a learner who does not exist asks, and does what learners and the clock do. With a key of the
/// sandbox alone.
/// </summary>
internal static class SandboxEndpoint
{
    private const int LongestSession = 1_000;

    internal static async Task<IResult> CreateAsync(
        HttpContext context, SandboxBookings sandbox, ProviderBookingsEndpoint bookings, CancellationToken cancel)
    {
        if (!context.Caller().Sandbox)
            return Refused;
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return json.Refusal!;
        using (document)
        {
            var fields = new JsonFields();
            var session = fields.IsObject(document.RootElement, "", "session")
                ? fields.Text(document.RootElement, "", "session", LongestSession) : null;
            if (fields.Problems.Count > 0)
                return ApiProblem.Parameters(fields.Problems);
            if (await sandbox.CreateAsync(context.Caller().Siret, session, cancel) is not { } id)
                return ApiProblem.Unprocessable([new("session", "Le bac à sable n’a pas de session sous cet identifiant.")]);
            context.Response.Headers.Location = ApiAddresses.ProviderBooking.Of(id);
            return await bookings.AnswerAsync(context, id, cancel, StatusCodes.Status201Created);
        }
    }

    internal static async Task<IResult> PlayAsync(
        HttpContext context, Guid id, SandboxBookings sandbox, ProviderBookingsEndpoint bookings, CancellationToken cancel)
    {
        if (!context.Caller().Sandbox)
            return Refused;
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return json.Refusal!;
        using (document)
        {
            var fields = new JsonFields();
            var name = fields.IsObject(document.RootElement, "", "event")
                ? fields.Word(document.RootElement, "", "event", SandboxBookings.Played.Keys) : "";
            if (fields.Problems.Count > 0)
                return ApiProblem.Parameters(fields.Problems);
            var step = SandboxBookings.Played[name];
            try
            {
                await sandbox.TakeAsync(context.Caller().Siret, id, null, step,
                    step == BookingProcess.Validate ? Roles.Program : Roles.Holder, content => content, cancel);
            }
            catch (ProcessRefusedException refused)
            {
                var now = (await sandbox.FindAsync(context.Caller().Siret, id, cancel))!;
                return BookingConflict.Of(refused.Message, now.State,
                    [.. SandboxBookings.Played.Where(play => BookingProcess.Table.Allows(now.State, play.Value,
                        play.Value == BookingProcess.Validate ? Roles.Program : Roles.Holder, sandbox.FactsOf(now)))
                            .Select(play => play.Key)]);
            }
            catch (UnknownDossierException)
            {
                return ProviderBookingsEndpoint.Unknown;
            }
            return await bookings.AnswerAsync(context, id, cancel);
        }
    }

    private static IResult Refused => ApiProblem.Of(StatusCodes.Status403Forbidden, "Clé insuffisante",
        "Cette adresse ne prend que des clés du bac à sable.");
}

/// <summary>Body that makes a booking of the sandbox.</summary>
/// <param name="Session">Id of a session of the sandbox; absent: the first one, or a made-up one.</param>
public sealed record SandboxRequest(string? Session);

/// <summary>Body of what the other side does.</summary>
/// <param name="Event">accept, decline, cancel, or validate (what the clock does five working days after the exit).</param>
public sealed record SandboxPlay(string Event);
