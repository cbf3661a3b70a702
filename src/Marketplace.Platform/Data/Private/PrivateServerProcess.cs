using System.Globalization;

namespace Marketplace.Platform.Data.Private;

/// <summary>Makes, starts and stops the server of a private server. Callers hold the server's gate lock.</summary>
public sealed class PrivateServerProcess(PrivateServerFolder folder, PrivateServerSettings settings)
{
    /// <summary>The server's owner; the application has a role of its own (<see cref="PrivateServer.ApplicationRole"/>).</summary>
    public const string Role = "marketplace";

    private const int Attempts = 5;

    /// <summary>Programs of the server's own version, or the newest ones while there is no server.</summary>
    public PostgresBinaries Binaries { get; } = PostgresBinaries.Find(VersionOf(folder.Data));

    /// <summary>Makes the server if it is not there. Interrupted, it leaves nothing that looks like one.</summary>
    public void EnsureCreated(string password)
    {
        if (Directory.Exists(folder.Data))
            return;
        var unfinished = folder.Data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        var passwordFile = Path.Combine(folder.Server, "initial-password");
        PrivateServerFolder.WritePrivate(passwordFile, password);
        folder.Account.TakeOver(passwordFile);
        try
        {
            // C.UTF-8 sorts by code point on every machine alike: French order is the program's affair.
            var result = InitDb("C.UTF-8");
            if (result.Status != 0 && result.Tail.Contains("locale", StringComparison.Ordinal))
                result = InitDb("C");
            if (result.Status != 0)
                throw new SetupException($"La base de données n’a pas pu être créée dans {folder.Server} : {result.Tail}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        Directory.Move(unfinished, folder.Data);

        ProgramResult InitDb(string locale) => Run("initdb",
        [
            "--pgdata", unfinished, "--encoding", "UTF8", "--locale", locale, "--data-checksums",
            "--auth", "scram-sha-256", "--username", Role, "--pwfile", passwordFile, .. settings.Durable
            ? Array.Empty<string>() : ["--no-sync"],
        ]);
    }

    /// <summary>Starts the server, on the port of the last time where that is free.</summary>
    /// <param name="wanted">The port that open connections know: others are a last resort.</param>
    /// <returns>The port.</returns>
    public int Start(int? wanted)
    {
        for (var attempt = 1; ; attempt++)
        {
            PostmasterFile.RemoveStale(folder.Data);
            var port = wanted is { } known && attempt < Attempts ? known : PrivateServerPort.Choose(folder.Port);
            // pg_ctl passes -o through a shell: each option is quoted for it.
            var options = string.Join(' ', settings.Options(port).Select(option => $"'{option}'"));
            var result = Run("pg_ctl", "start", "--pgdata", folder.Data, "--log", folder.Log, "--wait", "--timeout", "120", "-o", options);
            if (result.Status == 0)
            {
                PrivateServerPort.Remember(folder.Port, port);
                return port;
            }
            if (attempt == Attempts)
                throw new SetupException(
                    $"PostgreSQL n’a pas démarré ; les dernières lignes de son journal ({folder.Log}) disent : {LastLogLines()}");
            // Somebody else took the port meanwhile, or processes of a killed server are still ending.
            Thread.Sleep(TimeSpan.FromMilliseconds(300 * attempt));
        }
    }

    /// <summary>Stops the server cleanly; open transactions are rolled back.</summary>
    public void Stop() => Run("pg_ctl", "stop", "--pgdata", folder.Data, "--mode", "fast", "--wait", "--timeout", "60");

    private ProgramResult Run(string program, params string[] arguments)
    {
        var (command, all) = folder.Account.Command(Binaries[program], arguments);
        return Programs.Run(command, all, folder.Server);
    }

    private string LastLogLines() =>
        File.Exists(folder.Log) ? string.Join(" | ", File.ReadLines(folder.Log).TakeLast(3)) : "(journal absent)";

    private static int? VersionOf(string data)
    {
        var path = Path.Combine(data, "PG_VERSION");
        return File.Exists(path) ? int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture) : null;
    }
}
