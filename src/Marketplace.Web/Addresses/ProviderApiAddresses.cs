namespace Marketplace.Web.Addresses;

/// <summary>Training providers: keys of their programs, and where their events are sent.</summary>
public static class ProviderApiAddresses
{
    public static readonly Route<Guid> Keys = new("/of/{organisation:guid}/api");
    public static readonly Route<Guid> Rotate = new(Keys.Pattern + "/renouveler");
    public static readonly Route<Guid> Sandbox = new(Keys.Pattern + "/bac-a-sable");
    public static readonly Route<Guid> Webhooks = new("/of/{organisation:guid}/webhooks");
    public static readonly Route<Guid, Guid> Webhook = new(Webhooks.Pattern + "/{id:guid}");
    public static readonly Route<Guid, Guid> WebhookSecret = new(Webhook.Pattern + "/secret");
    public static readonly Route<Guid, Guid> WebhookSwitch = new(Webhook.Pattern + "/service");
    public static readonly Route<Guid, Guid> WebhookRemove = new(Webhook.Pattern + "/supprimer");
    public static readonly Route<Guid, Guid> WebhookReplay = new(Webhook.Pattern + "/renvoyer");
    public static readonly Route<Guid> Revoke = new(Keys.Pattern + "/revoquer");
}
