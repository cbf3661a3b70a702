using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.Webhooks;

namespace Marketplace.Web.Webhooks;

/// <summary>Sends events soon after they happen; several processes take turns by leases.</summary>
public sealed class WebhookWorker(WebhookSending sending, TimeProvider clock, ILogger<WebhookWorker> log) : TimedWorker(Every, clock, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public override async Task RunAsync(CancellationToken cancel) => await sending.RunAsync(cancel);
}
