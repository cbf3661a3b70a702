namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>Where webhooks may lead.</summary>
/// <param name="AllowLoopback">In Development: to receivers on the machine itself, without TLS too.</param>
public sealed record WebhookSettings(bool AllowLoopback);
