using System.Net.Sockets;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>
/// Connections to receivers: the name is looked up at this moment, each address that it leads to is looked at, and the connection goes to
/// an address that passed, never to the name again. No redirect is followed, no proxy asked, no cookie kept.
/// </summary>
internal sealed class GuardedConnections(IHostResolver resolver, WebhookSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectTimeout = Patience,
        MaxResponseHeadersLength = 16,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await resolver.ResolveAsync(context.DnsEndPoint.Host.Trim('[', ']'), cancel);
        // One address that is not public is enough to distrust the name.
        if (addresses.Count == 0 || addresses.Any(address => !WebhookTarget.Allows(address, settings)))
            throw new HttpRequestException("target not public");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
