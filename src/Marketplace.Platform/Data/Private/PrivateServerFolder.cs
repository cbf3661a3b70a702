using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Platform.Data.Private;

/// <summary>
/// Where a private server's files are. Locks and password stay ours, in the data directory; the server's own
/// folder belongs to its user and lies elsewhere when that user cannot enter the data directory.
/// </summary>
public sealed class PrivateServerFolder
{
    private const string GateName = "gate.lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private PrivateServerFolder(string own, string server, ServerAccount account) =>
        (Own, Server, Account) = (own, server, account);

    /// <summary>Locks and password.</summary>
    public string Own { get; }
    /// <summary>Belongs to <see cref="Account"/>: data and log.</summary>
    public string Server { get; }
    public ServerAccount Account { get; }

    public string Data => Path.Combine(Server, "data");
    public string Log => Path.Combine(Server, "postgres.log");
    public string Gate => Path.Combine(Own, GateName);
    public string Users => Path.Combine(Own, "users.lock");
    public string Port => Path.Combine(Own, "port");

    /// <summary>Set when the server's files could not lie in the data directory: says where they are and why, in French.</summary>
    public string? Notice { get; private init; }

    /// <summary>The lock that whoever starts, stops or places a server holds; its folder is made when it is missing.</summary>
    /// <exception cref="SetupException">The folder cannot be made.</exception>
    public static string GateOf(DataDirectory directory)
    {
        var own = OwnIn(directory);
        Try(own, () =>
        {
            Directory.CreateDirectory(own);
            LetPass(own);
        });
        return Path.Combine(own, GateName);
    }

    /// <summary>Makes the folders that are missing. Callers that may meet another process hold the gate.</summary>
    public static PrivateServerFolder In(DataDirectory directory)
    {
        GateOf(directory);
        var own = OwnIn(directory);
        var account = ServerAccount.Choose();
        PrivateServerFolder? folder = null;
        Try(own, () => folder = Place(directory, own, account));
        return folder!;
    }

    private static PrivateServerFolder Place(DataDirectory directory, string own, ServerAccount account)
    {
        var server = Path.Combine(own, "server");
        if (Prepare(server, account))
            return new PrivateServerFolder(own, server, account);
        // /var/lib belongs to root: nobody else can have put something in our place.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory.Path)))[..16];
        var elsewhere = Path.Combine("/var/lib/marketplace", name);
        Directory.CreateDirectory("/var/lib/marketplace");
        LetPass("/var/lib/marketplace");
        if (!Prepare(elsewhere, account))
            throw new SetupException($"L’utilisateur « {account.Name} », qui doit faire tourner PostgreSQL, ne peut entrer ni dans {own} ni dans {elsewhere} : choisissez un autre dossier avec Data__Directory.");
        return new PrivateServerFolder(own, elsewhere, account)
        {
            Notice = $"L’utilisateur « {account.Name} », qui fait tourner PostgreSQL, ne peut pas entrer dans {own} : les fichiers de la base sont dans {elsewhere}.",
        };
    }

    private static string OwnIn(DataDirectory directory) => Path.Combine(directory.Path, "postgres");

    private static void Try(string own, Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"Le dossier {own} n’est pas utilisable ({failure.Message}). Lancez le programme sous l’utilisateur qui l’a créé, ou choisissez-en un autre avec Data__Directory.", failure);
        }
    }

    /// <summary>A password made at random for this server, the owner's by default; readable by us alone.</summary>
    public string ReadOrMakePassword(string file = "password")
    {
        var path = Path.Combine(Own, file);
        if (File.Exists(path))
            return File.ReadAllText(path);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        WritePrivate(path, password);
        return password;
    }

    /// <summary>Writes a file that only its owner may read, from its first byte on; it is on the disk when this returns.</summary>
    public static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        // What a password or key is used for is on the disk at once; after a power cut so must the key be.
        file.Flush(flushToDisk: true);
    }

    /// <summary>Lets the server's user pass through a folder of ours, not list it.</summary>
    private static void LetPass(string folder)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private static bool Prepare(string folder, ServerAccount account)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, OwnerOnly);
        }
        if (account.TakeOver(folder) && account.MayEnter(folder))
            return true;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        return false;
    }
}
