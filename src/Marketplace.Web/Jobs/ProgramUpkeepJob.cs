using Marketplace.ProviderSpace.Idempotency;
using Marketplace.ProviderSpace.Webhooks;

namespace Marketplace.Web.Jobs;

/// <summary>Nightly: requests that are not repeated any more, old deliveries of events. Idempotent.</summary>
public sealed class ProgramUpkeepJob(IdempotentRequests requests, Deliveries deliveries)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await requests.PurgeAsync(cancel);
        await deliveries.PurgeAsync(cancel);
    }
}
