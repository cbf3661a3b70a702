using System.Globalization;

namespace Marketplace.Platform.Data.Private;

/// <summary>The PostgreSQL programs of one version.</summary>
/// <param name="Folder">Folder that holds initdb, pg_ctl, postgres, pg_dump, pg_restore.</param>
/// <param name="Major">Major version, such as 15.</param>
public sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version that the SQL here is written for.</summary>
    public const int OldestMajor = 15;

    /// <summary>The full path of a program.</summary>
    public string this[string program] => Path.Combine(Folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    /// <summary>
    /// Finds programs on PATH, then under /usr/lib/postgresql. An existing server needs its own major version;
    /// without one the newest wins, PATH first.
    /// </summary>
    /// <param name="existing">Major version of the existing server, if there is one.</param>
    /// <exception cref="SetupException">Nothing suitable is installed; says what to install.</exception>
    public static PostgresBinaries Find(int? existing = null)
    {
        var found = Candidates().ToList();
        if (existing is { } wanted)
        {
            return found.FirstOrDefault(binaries => binaries.Major == wanted) ?? throw new SetupException(
                $"La base de données a été créée par PostgreSQL {wanted} : installez cette version (sous Debian : apt-get install postgresql-{wanted}), " +
                "ou restaurez une sauvegarde dans un nouveau dossier de données.");
        }
        return found.FirstOrDefault(binaries => binaries.Major >= OldestMajor) ?? throw new SetupException(
            $"PostgreSQL {OldestMajor} ou plus récent est introuvable : installez-le (sous Debian ou Ubuntu : apt-get install postgresql), " +
            "ou indiquez un serveur existant dans ConnectionStrings__Marketplace.");
    }

    private static IEnumerable<PostgresBinaries> Candidates()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            : [];
        return onPath.Select(Read).Concat(installed.Select(Read).OrderByDescending(binaries => binaries?.Major))
            .OfType<PostgresBinaries>();
    }

    /// <summary>Null when the folder does not hold a complete server.</summary>
    private static PostgresBinaries? Read(string folder)
    {
        var initdb = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb"));
        if (!initdb.Exists)
            return null;
        // PATH may hold links to single programs; the others stand beside the real one.
        var real = Path.GetDirectoryName(initdb.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? initdb.FullName)!;
        var binaries = new PostgresBinaries(real, 0);
        if (!new[] { "pg_ctl", "postgres", "pg_dump", "pg_restore" }.All(program => File.Exists(binaries[program])))
            return null;
        try
        {
            // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
            var words = Programs.Run(binaries["postgres"], ["--version"]).Output.Split(' ');
            var version = words.FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0])) ?? "";
            var digits = new string([.. version.TakeWhile(char.IsAsciiDigit)]);
            return int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? binaries with { Major = major } : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
