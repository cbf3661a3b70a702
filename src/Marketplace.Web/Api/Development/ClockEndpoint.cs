using System.Text.Json;
using Marketplace.Platform.Time;
using Marketplace.Web.Bookings;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Problems;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api.Development;

/// <summary>
/// <c>POST /dev/clock</c> with JSON, for scripts: <c>{ "advance": "P3D" }</c>. Without a form's token: a page elsewhere cannot send JSON
/// here
/// without a browser asking first (CORS), which nothing answers, and a browser that says whose page asks is believed.
/// </summary>
public static class ClockEndpoint
{
    private const string Field = "advance";

    /// <param name="tools">Of Development alone.</param>
    public static void Map(IEndpointRouteBuilder tools) =>
        tools.MapPost(DevelopmentAddresses.Clock, MoveAsync).Accepts<object>("application/json")
        .WithMetadata(new WithoutFormToken(), new WithoutSession());

    private static async Task<IResult> MoveAsync(HttpRequest request, MarketplaceClock clock, DueWork due, CancellationToken cancel)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return Results.NotFound();
        var body = await JsonBody.ReadAsync(request, cancel);
        if (body.Document is not { } document)
            return body.Refusal!;
        using (document)
        {
            if (ReadAdvance(document.RootElement) is not { } advance)
                return Refused("Une durée ISO 8601 en nombres entiers est attendue, comme P3D, P1M, P1Y ou PT2H30M.");
            var by = advance.From(clock.GetUtcNow());
            if (!clock.CanMoveTo(clock.Offset + by))
                return Refused("L’horloge n’avance pas de plus de 50 ans en tout.");
            await clock.MoveForwardAsync(by, cancel);
        }
        var done = await due.RunAsync(cancel);
        return Results.Json(new ClockMoved(clock.GetUtcNow(), done), ApiJson.Options);
    }

    private static ClockAdvance? ReadAdvance(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.EnumerateObject().All(property => property.Name == Field)
            && body.TryGetProperty(Field, out var value) && value.ValueKind == JsonValueKind.String
                ? ClockAdvance.Parse(value.GetString()) : null;

    private static IResult Refused(string text) => ApiProblem.Parameters([new ParameterProblem(Field, text)]);
}

/// <summary>Where the clock is now, and how many rows were due and are done.</summary>
public sealed record ClockMoved(DateTimeOffset Now, int DueDone);
