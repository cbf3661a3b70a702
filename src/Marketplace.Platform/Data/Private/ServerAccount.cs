using System.Globalization;
using System.Runtime.InteropServices;

namespace Marketplace.Platform.Data.Private;

/// <summary>
/// The system user that runs PostgreSQL: ours, except that PostgreSQL refuses root, which hands over to an unprivileged one.
/// </summary>
public sealed class ServerAccount
{
    private readonly string? _name;
    private readonly uint _user;
    private readonly uint _group;
    private readonly (string Program, string[] Arguments)? _switch;

    private ServerAccount(string? name = null, uint user = 0, uint group = 0, (string, string[])? through = null) =>
        (_name, _user, _group, _switch) = (name, user, group, through);

    /// <summary>Whether it is another user than ours.</summary>
    public bool IsOther => _name is not null;

    /// <summary>The other user's name; empty for ourselves.</summary>
    public string Name => _name ?? "";

    /// <summary>The user to run the server as.</summary>
    /// <exception cref="SetupException">We are root and no user or no program to switch to one is there.</exception>
    public static ServerAccount Choose()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerAccount();
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        foreach (var name in new[] { "postgres", "nobody" })
        {
            if (users.FirstOrDefault(fields => fields[0] == name) is not { } fields)
                continue;
            var user = uint.Parse(fields[2], CultureInfo.InvariantCulture);
            var group = uint.Parse(fields[3], CultureInfo.InvariantCulture);
            if (Switch(name, user, group) is { } through)
                return new ServerAccount(name, user, group, through);
        }
        throw new SetupException("PostgreSQL refuse de tourner en root, et aucun utilisateur sans droits (postgres, nobody) n’a été trouvé : lancez le programme sous un autre utilisateur.");
    }

    /// <summary>Program and arguments that run a program as this user.</summary>
    public (string Program, string[] Arguments) Command(string program, params string[] arguments) =>
        _switch is not { } through ? (program, arguments)
        : (through.Program, [.. through.Arguments, program, .. arguments]);

    /// <summary>Whether this user may enter a folder.</summary>
    public bool MayEnter(string folder)
    {
        if (!IsOther)
            return true;
        var (program, arguments) = Command(Programs.Find("test") ?? "/usr/bin/test", "-x", folder);
        return Programs.Run(program, arguments).Status == 0;
    }

    /// <summary>Gives a file or folder to this user; false where the file system refuses.</summary>
    public bool TakeOver(string path) => !IsOther || chown(path, _user, _group) == 0;

    private static (string, string[])? Switch(string name, uint user, uint group)
    {
        var ci = CultureInfo.InvariantCulture;
        if (Programs.Find("setpriv") is { } setpriv)
            return (setpriv, [$"--reuid={user.ToString(ci)}", $"--regid={group.ToString(ci)}", "--clear-groups", "--"]);
        if (Programs.Find("runuser") is { } runuser)
            return (runuser, ["-u", name, "--"]);
        // su hands a shell a command; "$0" "$@" passes the arguments through untouched.
        if (Programs.Find("su") is { } su)
            return (su, ["-s", "/bin/sh", name, "-c", "exec \"$0\" \"$@\"", "--"]);
        return null;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint owner, uint group);
}
