using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Marketplace.Platform.Data;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Platform.Scanning;

/// <summary>Where ClamAV's daemon listens.</summary>
/// <param name="Patience">Of one scan, connection included.</param>
public sealed record ClamdSettings(EndPoint Address, TimeSpan Patience)
{
    public const string Section = "Scanner:Clamd";

    private const int UsualPort = 3310;
    private const string UnixPrefix = "unix:";
    private const string TcpPrefix = "tcp:";

    /// <summary>Null without an address: nothing is scanned.</summary>
    /// <exception cref="SetupException">A setting cannot work; names it.</exception>
    public static ClamdSettings? Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        if (section["Address"] is not { Length: > 0 } address)
            return null;
        var patience = TimeSpan.FromSeconds(30);
        if (section["Patience"] is { Length: > 0 } text
            && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out patience) || patience < TimeSpan.FromSeconds(1)
            || patience > MostPatience))
            throw new SetupException($"Scanner__Clamd__Patience : « {text} » n’est pas une durée d’une seconde à une minute (heures:minutes:secondes, 00:00:30).");
        return new ClamdSettings(Parse(address) ?? throw new SetupException(
            $"Scanner__Clamd__Address : « {address} » n’est pas une adresse de clamd, par exemple unix:/run/clamav/clamd.ctl ou tcp:127.0.0.1:3310."), patience);
    }

    /// <summary>A scan ends before its document may be taken by another process (<see cref="Holders.DocumentScans"/>).</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(1);

    private static EndPoint? Parse(string address)
    {
        if (address.StartsWith(UnixPrefix, StringComparison.Ordinal))
            return address[UnixPrefix.Length..] is { Length: > 0 and < 100 } path && Path.IsPathRooted(path)
                ? new UnixDomainSocketEndPoint(path) : null;
        if (!address.StartsWith(TcpPrefix, StringComparison.Ordinal))
            return null;
        var place = address[TcpPrefix.Length..];
        if (IPEndPoint.TryParse(place, out var number))
            return number.Port == 0 ? new IPEndPoint(number.Address, UsualPort) : number;
        var parts = place.Split(':');
        return parts.Length <= 2 && Uri.CheckHostName(parts[0]) == UriHostNameType.Dns
            && (parts.Length == 1 ? UsualPort : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and <= 65535 ? port : 0) is > 0 and var chosen
            ? new DnsEndPoint(parts[0], chosen) : null;
    }
}
