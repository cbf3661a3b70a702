using Marketplace.Payments.Cards;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Web.Cards;

/// <summary>
/// <c>POST /paiements/notifications/{provider}</c>: the only way in which a payment becomes paid. Anybody may call it; the provider's
/// signature over the whole message is the permission, and nothing is read, written or logged without it.
/// </summary>
public static partial class CardNotifications
{
    private const int MostBytes = 64 * 1024;
    private const int MostFields = 300;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(PaymentAddresses.Notification.Pattern, ReceiveAsync).ExcludeFromDescription().RequireRight(RightsGate.Open)
            // A signature takes microseconds to refuse, and a burst of the provider's must not be told to come back later.
            .WithMetadata(new WithoutFormToken(), new RequestSizeLimitAttribute(MostBytes), new DisableRateLimitingAttribute());

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, string provider, ICardProvider cards, CardSettlement settlement, ILogger<CardSettlement> log)
    {
        if (provider != cards.Name)
            return Results.NotFound();
        if (await MessageAsync(context.Request) is not { } message || cards.Read(message) is not { } said)
        {
            Unsigned(log, cards.Name);
            return Results.Text("Refused.", statusCode: StatusCodes.Status400BadRequest);
        }
        // Not of the request: who has hung up has said it all the same.
        var outcome = await settlement.ReceiveAsync(cards.Name, said, CancellationToken.None);
        Received(log, cards.Name, said.Event, outcome);
        return Results.Text("OK");
    }

    private static async Task<CardMessage?> MessageAsync(HttpRequest request)
    {
        string? Header(string name) => request.Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
        if (!request.HasFormContentType)
        {
            // Never longer than the route takes: Kestrel ends the reading with 413.
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            return new CardMessage(new Dictionary<string, string>(), body.ToArray(), Header);
        }
        // The limits of all forms, and a mistake is an answer of 400 or 413.
        await PostedForm.ReadAsync(request, request.HttpContext.RequestAborted);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Form)
        {
            if (values.Count != 1 || fields.Count >= MostFields)
                return null;
            fields[name] = values[0] ?? "";
        }
        return new CardMessage(fields, ReadOnlyMemory<byte>.Empty, Header);
    }

    [LoggerMessage(LogLevel.Warning, "A notification for {Provider} was not signed as it should be; refused")]
    private static partial void Unsigned(ILogger log, string provider);

    [LoggerMessage(LogLevel.Information, "Notification of {Provider}: {Event}, {Outcome}")]
    private static partial void Received(ILogger log, string provider, CardEvent @event, string outcome);
}
