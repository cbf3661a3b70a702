namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>Kinds of events that a webhook may want.</summary>
public static class WebhookEvents
{
    public const string Booking = "booking";
    public const string Offer = "offer";

    /// <summary>With their names on screen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [Booking] = "Inscriptions : chaque étape d’un dossier", [Offer] = "Offres : chaque changement publié, places comprises",
    };
}

/// <summary>Where events of an establishment are sent.</summary>
/// <param name="SwitchedOffWhy">by-hand, gone (the receiver answered 410) or restored.</param>
/// <param name="Failures">Since the last success.</param>
public sealed record WebhookView(
    Guid Id, string Siret, bool Sandbox, string Url, string EventList, DateTime CreatedAt, DateTime? SwitchedOffAt, string? SwitchedOffWhy,
    DateTime? PreviousUntil, int Failures)
{
    /// <summary>Keys of <see cref="WebhookEvents.Labels"/>.</summary>
    public IReadOnlyList<string> Events => EventList.Split(' ');
}

/// <summary>A webhook and its secret, shown once.</summary>
public sealed record MadeWebhook(Guid Id, string Secret);

/// <summary>One event on its way to one webhook.</summary>
/// <param name="NextTryAt">Null: it was delivered or set aside.</param>
/// <param name="LastStatus">Of the last answer; null: none came.</param>
public sealed record DeliveryView(
    Guid Id, long Number, string Type, DateTime OccurredAt, int Attempts, DateTime? DeliveredAt, DateTime? SetAsideAt, DateTime? NextTryAt,
    DateTime? LastTriedAt, int? LastStatus, string? LastError, int? TookMs);
