using System.Net;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>What a host's name leads to at this moment; tests have one that changes its answer.</summary>
public interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel);
}

/// <summary>The system's.</summary>
internal sealed class SystemResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel) =>
        await Dns.GetHostAddressesAsync(host, cancel);
}
