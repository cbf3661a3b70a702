using System.Text.Json;
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

    internal static Task<IResult> CreateAsync(
        HttpContext context, SandboxBookings sandbox, ProviderBookingsEndpoint bookings, CancellationToken cancel) =>
        WithAsync(context, "session", cancel, async (body, fields) =>
        {
            var session = fields.Text(body, "", "session", LongestSession);
            if (fields.Problems.Count > 0)
                return ApiProblem.Parameters(fields.Problems);
            if (await sandbox.CreateAsync(context.Caller().Siret, session, cancel) is not { } id)
                return ApiProblem.Unprocessable([new("session", "Le bac à sable n’a pas de session sous cet identifiant.")]);
            context.Response.Headers.Location = ApiAddresses.ProviderBooking.Of(id);
            return await bookings.AnswerAsync(context, id, cancel, StatusCodes.Status201Created);
        });

    internal static Task<IResult> PlayAsync(
        HttpContext context, Guid id, SandboxBookings sandbox, ProviderBookingsEndpoint bookings, CancellationToken cancel) =>
        WithAsync(context, "event", cancel, async (body, fields) =>
        {
            var name = fields.Word(body, "", "event", SandboxBookings.Played.Keys);
            if (fields.Problems.Count > 0)
                return ApiProblem.Parameters(fields.Problems);
            var siret = context.Caller().Siret;
            try
            {
                await sandbox.TakeAsync(siret, id, null, SandboxBookings.Played[name], RoleOf(name), content => content, cancel);
            }
            catch (ProcessRefusedException refused)
            {
                var now = (await sandbox.FindAsync(siret, id, cancel))!;
                var facts = sandbox.FactsOf(now);
                return BookingConflict.Of(refused.Message, now.State, [.. SandboxBookings.Played.Keys.Where(play =>
                    BookingProcess.Table.Allows(now.State, SandboxBookings.Played[play], RoleOf(play), facts, facts.Now))]);
            }
            catch (UnknownDossierException)
            {
                return ProviderBookingsEndpoint.Unknown;
            }
            return await bookings.AnswerAsync(context, id, cancel);
        });

    private static string RoleOf(string play) =>
        SandboxBookings.Played[play] == BookingProcess.Validate ? Roles.Program : Roles.Holder;

    private static async Task<IResult> WithAsync(
        HttpContext context, string member, CancellationToken cancel, Func<JsonElement, JsonFields, Task<IResult>> work)
    {
        if (!context.Caller().Sandbox)
            return Refused;
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return json.Refusal!;
        using (document)
        {
            var fields = new JsonFields();
            return fields.IsObject(document.RootElement, "", member)
                ? await work(document.RootElement, fields) : ApiProblem.Parameters(fields.Problems);
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
