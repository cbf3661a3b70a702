using System.Text.Json;
using Marketplace.ProviderSpace.Keys;
using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Api.Bookings;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Provider.Webhooks;

/// <summary><c>/api/v1/provider/webhooks</c>: where an establishment's events are sent, and the log of it.</summary>
internal sealed class WebhooksEndpoint(WebhookRegister register, Deliveries deliveries, WebhookSettings settings)
{
    private WebhookRegister Register { get; } = register;

    private Deliveries Log { get; } = deliveries;

    internal static async Task<IResult> ListAsync(HttpContext context, WebhooksEndpoint endpoint, CancellationToken cancel) =>
        Asked(context) ?? Results.Json(new WebhooksResponse(
            [.. (await endpoint.Register.ListAsync(ScopeOf(context), cancel)).Select(view => WebhookResource.Of(view))]), ApiJson.Options);

    internal static async Task<IResult> ShowAsync(HttpContext context, Guid id, WebhooksEndpoint endpoint, CancellationToken cancel) =>
        Asked(context) ?? await endpoint.AnswerAsync(context, id, null, cancel);

    internal static async Task<IResult> CreateAsync(HttpContext context, WebhooksEndpoint endpoint, CancellationToken cancel)
    {
        var (url, events, _, refusal) = await endpoint.ReadAsync(context, true, cancel);
        if (refusal is not null)
            return refusal;
        var caller = context.Caller();
        if (await endpoint.Register.CreateAsync(caller.Siret, caller.Sandbox, url!, events!, context.Actor(), cancel) is not { } made)
            return ApiProblem.Of(StatusCodes.Status409Conflict, "Trop de webhooks",
                $"Cet établissement a déjà {WebhookRegister.Most} webhooks : supprimez-en un d’abord.");
        context.Response.Headers.Location = ApiAddresses.ProviderWebhook.Of(made.Id);
        return await endpoint.AnswerAsync(context, made.Id, made.Secret, cancel, StatusCodes.Status201Created);
    }

    internal static async Task<IResult> ChangeAsync(HttpContext context, Guid id, WebhooksEndpoint endpoint, CancellationToken cancel)
    {
        var (url, events, active, refusal) = await endpoint.ReadAsync(context, false, cancel);
        if (refusal is not null)
            return refusal;
        var scope = ScopeOf(context);
        if ((url is not null || events is not null)
            && !await endpoint.Register.ChangeAsync(scope, id, url, events, context.Actor(), cancel))
            return Unknown;
        if (active is { } on)
            await endpoint.Register.SwitchAsync(scope, id, on, context.Actor(), cancel);
        return await endpoint.AnswerAsync(context, id, null, cancel);
    }

    internal static async Task<IResult> RotateAsync(HttpContext context, Guid id, WebhooksEndpoint endpoint, CancellationToken cancel) =>
        Asked(context) ?? (await endpoint.Register.RotateAsync(ScopeOf(context), id, context.Actor(), cancel) is { } made
            ? await endpoint.AnswerAsync(context, id, made.Secret, cancel) : Unknown);

    internal static async Task<IResult> RemoveAsync(HttpContext context, Guid id, WebhooksEndpoint endpoint, CancellationToken cancel) =>
        Asked(context) ?? (await endpoint.Register.RemoveAsync(ScopeOf(context), id, context.Actor(), cancel)
            ? Results.NoContent() : Unknown);

    internal static async Task<IResult> DeliveriesAsync(HttpContext context, Guid id, WebhooksEndpoint endpoint, CancellationToken cancel)
    {
        var page = BookingsPage.Read(context.Request.Query);
        if (page.Problems.Count > 0)
            return ApiProblem.Parameters(page.Problems);
        if (await endpoint.Register.FindAsync(ScopeOf(context), id, cancel) is null)
            return Unknown;
        var found = await endpoint.Log.ListAsync(id, page.Before, page.Limit + 1, cancel);
        var shown = found.Take(page.Limit).ToList();
        return Results.Json(new DeliveriesResponse([.. shown.Select(DeliveryResource.Of)],
            found.Count > page.Limit ? BookingsPage.Cursor(shown[^1].Number) : null), ApiJson.Options);
    }

    internal static async Task<IResult> ReplayAsync(
        HttpContext context, Guid id, Guid delivery, WebhooksEndpoint endpoint, CancellationToken cancel)
    {
        if (Asked(context) is { } refusal)
            return refusal;
        if (await endpoint.Register.FindAsync(ScopeOf(context), id, cancel) is not { } webhook)
            return Unknown;
        if (webhook.SwitchedOffAt is not null)
            return ApiProblem.Of(StatusCodes.Status409Conflict, "Webhook arrêté",
                "Ce webhook est arrêté : remettez-le en service d’abord.");
        return await endpoint.Log.ReplayAsync(id, delivery, cancel) ? Results.Accepted() : Unknown;
    }

    private async Task<IResult> AnswerAsync(
        HttpContext context, Guid id, string? secret, CancellationToken cancel, int status = StatusCodes.Status200OK) =>
        await Register.FindAsync(ScopeOf(context), id, cancel) is { } view
            ? Results.Json(WebhookResource.Of(view, secret), ApiJson.Options, statusCode: status) : Unknown;

    /// <param name="whole">All of it is needed.</param>
    private async Task<(string? Url, IReadOnlyList<string>? Events, bool? Active, IResult? Refusal)> ReadAsync(
        HttpContext context, bool whole, CancellationToken cancel)
    {
        var json = await JsonBody.ReadAsync(context.Request, cancel);
        if (json.Document is not { } document)
            return (null, null, null, json.Refusal);
        using (document)
        {
            var (fields, body) = (new JsonFields(), document.RootElement);
            if (!(whole ? fields.IsObject(body, "", "url", "events") : fields.IsObject(body, "", "url", "events", "active")))
                return (null, null, null, ApiProblem.Parameters(fields.Problems));
            var url = fields.Text(body, "", "url", WebhookTarget.Longest);
            if (url is not null && WebhookTarget.ProblemOf(url, settings) is { } problem)
                fields.Refuse("url", problem);
            else if (url is null && whole)
                fields.Refuse("url", "Une adresse https est attendue.");
            var events = JsonFields.IsMissing(body, "events", out var list) ? null : EventsOf(list, fields);
            if (whole ? events is not { Count: > 0 } : events is { Count: 0 })
                fields.Refuse("events",
                    $"Une liste avec au moins l’un de ces mots est attendue : {string.Join(", ", WebhookEvents.Labels.Keys)}.");
            bool? active = JsonFields.IsMissing(body, "active", out _) ? null : fields.Flag(body, "", "active");
            if (fields.Problems.Count > 0)
                return (null, null, null, ApiProblem.Parameters(fields.Problems));
            return events?.FirstOrDefault(one => !context.Caller().Scopes.Contains(ScopeOf(one))) is { } beyond
                ? (null, null, null, ApiProblem.Of(StatusCodes.Status403Forbidden, "Clé insuffisante",
                    $"Les événements « {beyond} » demandent une clé avec la portée « {ScopeOf(beyond)} »."))
                : (url, events, active, null);
        }
    }

    private static List<string> EventsOf(JsonElement list, JsonFields fields) =>
        [.. fields.Items(list, "events", WebhookEvents.Labels.Count).Select(entry =>
        {
            var word = entry.Item.ValueKind == JsonValueKind.String ? entry.Item.GetString()! : "";
            if (!WebhookEvents.Labels.ContainsKey(word))
                fields.Refuse(entry.Path, $"L’un de ces mots est attendu : {string.Join(", ", WebhookEvents.Labels.Keys)}.");
            return word;
        }).Distinct()];

    private static string ScopeOf(string kind) => kind == WebhookEvents.Booking ? KeyScopes.Bookings : KeyScopes.Catalogue;

    private static WebhookScope ScopeOf(HttpContext context) => new([context.Caller().Siret], context.Caller().Sandbox);

    private static IResult? Asked(HttpContext context) => context.Request.Query.Count > 0
        ? ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter)) : null;

    private static IResult Unknown => ApiProblem.Of(StatusCodes.Status404NotFound, "Non trouvé",
        "Aucun webhook, ou envoi, de cet établissement n’a cet identifiant.");
}
