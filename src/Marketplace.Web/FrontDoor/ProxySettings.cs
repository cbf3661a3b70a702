using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Marketplace.Web.FrontDoor;

/// <summary>
/// Proxies whose word on the visitor's address and scheme is taken (setting <c>Proxy__Known</c>: addresses or networks,
/// separated by commas). Without it forwarded headers are ignored: anybody can write them.
/// </summary>
public static class ProxySettings
{
    public static IApplicationBuilder UseKnownProxies(this IApplicationBuilder app, IConfiguration settings)
    {
        var known = settings["Proxy:Known"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (known.Length == 0)
            return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in known)
        {
            if (entry.Contains('/'))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(entry));
            else
                options.KnownProxies.Add(IPAddress.Parse(entry));
        }
        return app.UseForwardedHeaders(options);
    }
}
