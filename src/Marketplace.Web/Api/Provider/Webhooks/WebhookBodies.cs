using Marketplace.ProviderSpace.Webhooks;

namespace Marketplace.Web.Api.Provider.Webhooks;

/// <summary>An establishment's webhooks.</summary>
public sealed record WebhooksResponse(IReadOnlyList<WebhookResource> Items);

/// <summary>Where events are sent.</summary>
/// <param name="Events">booking, offer.</param>
/// <param name="SwitchedOffWhy">by-hand, gone (it answered 410) or restored; null: it is on.</param>
/// <param name="PreviousSecretUntil">Until when the former secret signs too; null: it does not.</param>
/// <param name="Secret">When it was just made; null otherwise.</param>
public sealed record WebhookResource(
    Guid Id, string Url, IReadOnlyList<string> Events, bool Active, string? SwitchedOffWhy, int Failures, DateTimeOffset CreatedAt,
    DateTimeOffset? PreviousSecretUntil, string? Secret)
{
    internal static WebhookResource Of(WebhookView view, string? secret = null) => new(view.Id, view.Url, view.Events,
        view.SwitchedOffAt is null, view.SwitchedOffWhy, view.Failures, Utc(view.CreatedAt)!.Value, Utc(view.PreviousUntil), secret);

    internal static DateTimeOffset? Utc(DateTime? at) =>
        at is { } moment ? new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)) : null;
}

/// <summary>Body that makes a webhook.</summary>
public sealed record WebhookBody(string Url, IReadOnlyList<string> Events);

/// <summary>Body that changes one; what is absent stays.</summary>
public sealed record WebhookChange(string? Url, IReadOnlyList<string>? Events, bool? Active);

/// <summary>A page of what was sent, the latest first.</summary>
public sealed record DeliveriesResponse(IReadOnlyList<DeliveryResource> Items, string? Next);

/// <param name="WebhookId">Header <c>webhook-id</c> of every try.</param>
/// <param name="State">delivered, waiting or set-aside.</param>
/// <param name="LastStatus">Of the last answer; null: none came, and <paramref name="LastError"/> says why.</param>
/// <param name="LastError">timeout, name, tls, connection, not-public or other.</param>
public sealed record DeliveryResource(
    Guid Id, string WebhookId, string Type, string State, DateTimeOffset OccurredAt, int Attempts, DateTimeOffset? NextTryAt,
    DateTimeOffset? LastTriedAt, int? LastStatus, string? LastError, int? TookMs)
{
    internal static DeliveryResource Of(DeliveryView view) => new(view.Id, $"msg_{view.Id:N}", view.Type,
        view.DeliveredAt is not null ? "delivered" : view.SetAsideAt is not null ? "set-aside" : "waiting",
        WebhookResource.Utc(view.OccurredAt)!.Value, view.Attempts, WebhookResource.Utc(view.NextTryAt),
        WebhookResource.Utc(view.LastTriedAt), view.LastStatus, view.LastError, view.TookMs);
}
