using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Marketplace.Platform.Data.Private;

/// <summary>The loopback port of a private server: the same from start to start where possible.</summary>
internal static class PrivateServerPort
{
    // Below the range from which systems take ports for outgoing connections (32768 on Linux), so that none of
    // those holds the port when the server comes back after a crash.
    private const int Lowest = 15432;
    private const int Highest = 32000;

    /// <summary>The remembered port when it is free, else a free one.</summary>
    public static int Choose(string file)
    {
        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var last) && IsFree(last))
            return last;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
                return port;
        }
        throw new SetupException($"Aucun port local n’est libre entre {Lowest} et {Highest}.");
    }

    public static void Remember(string file, int port) => File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
