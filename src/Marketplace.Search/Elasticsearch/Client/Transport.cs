namespace Marketplace.Search.Elasticsearch;

/// <summary>The network side: connections and certificates.</summary>
internal static class Transport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    public static SocketsHttpHandler For(ElasticsearchOptions options) => new()
    {
        ConnectTimeout = ConnectTimeout,
        // Names of nodes move to other addresses.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        SslOptions = ServerTrust.For(options),
        // The key goes to the addresses of the settings and nowhere else.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    };
}
