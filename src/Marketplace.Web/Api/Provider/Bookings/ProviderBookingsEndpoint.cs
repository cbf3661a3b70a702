using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Seats;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Provider.Bookings;

/// <summary><c>/api/v1/provider/bookings</c>: an establishment's bookings for its programs, real ones or those of its sandbox.</summary>
internal sealed class ProviderBookingsEndpoint(DossierBookings dossiers, TriedBookings tried)
{
    private static readonly HashSet<string> States = [.. BookingProcess.Table.StateLabels.Select(known => known.State)];

    internal static async Task<IResult> ListAsync(HttpContext context, ProviderBookingsEndpoint endpoint, CancellationToken cancel)
    {
        var page = BookingsPage.Read(context.Request.Query, "state");
        var states = context.Request.Query["state"];
        var problems = states.Any(state => state == BookingProcess.Draft || !States.Contains(state!)) || states.Count > 20
            ? page.Problems.Append(new("state", "Un état d’inscription est attendu, par exemple requested.")).ToList() : page.Problems;
        if (problems.Count > 0)
            return ApiProblem.Parameters(problems);
        var found = await endpoint.Of(context).ListAsync(
            context.Caller(), context.Actor(), page.Before, [.. states.Select(state => state!)], page.Limit + 1, cancel);
        var shown = found.Take(page.Limit).ToList();
        return Results.Json(new ProviderBookingsResponse(shown,
            found.Count > page.Limit ? BookingsPage.Cursor(BookingNumber.Parse(shown[^1].Number)!.Value) : null), ApiJson.Options);
    }

    internal static async Task<IResult> ShowAsync(
        HttpContext context, Guid id, ProviderBookingsEndpoint endpoint, CancellationToken cancel) =>
        context.Request.Query.Count > 0
            ? ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter))
            : await endpoint.AnswerAsync(context, id, cancel);

    internal static async Task<IResult> PostAsync(
        HttpContext context, Guid id, ProviderBookingsEndpoint endpoint, CancellationToken cancel)
    {
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return json.Refusal!;
        using (document)
        {
            var (step, problems) = ProviderBookingStep.Read(document.RootElement);
            return step is null ? ApiProblem.Parameters(problems) : await endpoint.TakeAsync(context, id, step, cancel);
        }
    }

    private async Task<IResult> TakeAsync(HttpContext context, Guid id, ProviderBookingStep step, CancellationToken cancel)
    {
        var bookings = Of(context);
        if (await bookings.FindAsync(context.Caller(), context.Actor(), id, cancel) is not { } found)
            return Unknown;
        var asked = Preconditions.Of(context.Request);
        if (!asked.Hold(found.Version))
            return Preconditions.Changed("L’inscription a changé");
        try
        {
            // Between this look and the command's lock somebody may change it still: the command compares again.
            if (await bookings.TakeAsync(
                context.Caller(), context.Actor(), id, asked.Any ? found.Version : null, step, cancel) is { } problem)
                return ApiProblem.Unprocessable([problem]);
        }
        catch (StaleChangeException)
        {
            return Preconditions.Changed("L’inscription a changé");
        }
        catch (Exception refused) when (refused is ProcessRefusedException or SeatRefusedException)
        {
            return await bookings.FindAsync(context.Caller(), context.Actor(), id, cancel) is { } now
                ? BookingConflict.Of(refused.Message, now.Booking.State, now.Booking.Possible) : Unknown;
        }
        catch (UnknownDossierException)
        {
            return Unknown;
        }
        return await AnswerAsync(context, id, cancel);
    }

    internal async Task<IResult> AnswerAsync(
        HttpContext context, Guid id, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        if (await Of(context).FindAsync(context.Caller(), context.Actor(), id, cancel) is not { } found)
            return Unknown;
        context.Response.Headers[HeaderNames.ETag] = $"\"{found.Version}\"";
        return Results.Json(found.Booking, ApiJson.Options, statusCode: status);
    }

    private IProviderBookings Of(HttpContext context) => context.Caller().Sandbox ? tried : dossiers;

    internal static IResult Unknown => ApiProblem.Of(StatusCodes.Status404NotFound, "Inscription non trouvée",
        "Aucune inscription de cet établissement n’a cet identifiant.");
}
