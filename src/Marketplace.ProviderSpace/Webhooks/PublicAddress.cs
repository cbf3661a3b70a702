using System.Net;
using System.Net.Sockets;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>Addresses of the public internet: what others ask us to send to reaches nothing else.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Of 2000::/3 that are not the public internet, or lead to addresses of IPv4 by themselves.</summary>
    private static readonly IPNetwork[] Other6 = [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>
    /// Own, private, shared, link-local, documentation, benchmarks, multicast, reserved; and the metadata of a large host.
    /// </summary>
    private static readonly IPNetwork[] Other4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",
        }.Select(IPNetwork.Parse),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Other4, network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => Global6.Contains(address) && !Array.Exists(Other6, network => network.Contains(address)),
            _ => false,
        };
    }
}
