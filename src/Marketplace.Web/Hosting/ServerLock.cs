using System.Globalization;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Private;

namespace Marketplace.Web.Hosting;

/// <summary>One server per data directory: its index has one writer.</summary>
public static class ServerLock
{
    /// <summary>Whether a server runs on the directory.</summary>
    public static bool IsHeld(DataDirectory directory)
    {
        using var free = FileLock.TryExclusive(PathIn(directory));
        return free is null;
    }

    /// <exception cref="SetupException">Another server runs there.</exception>
    public static FileLock Take(DataDirectory directory)
    {
        var note = Path.Combine(directory.Path, "serve.pid");
        if (FileLock.TryExclusive(PathIn(directory)) is not { } taken)
        {
            var who = File.Exists(note) ? $" (processus {File.ReadAllText(note).Trim()})" : "";
            throw new SetupException($"Un serveur tourne déjà sur le dossier de données {directory.Path}{who} : arrêtez-le, ou donnez à celui-ci un autre dossier avec Data__Directory.");
        }
        File.WriteAllText(note, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return taken;
    }

    private static string PathIn(DataDirectory directory) => Path.Combine(directory.Path, "serve.lock");
}
