using System.CommandLine;
using Marketplace.Platform.Backup;

namespace Marketplace.Web.Commands;

/// <summary><c>backup FILE</c>: one consistent snapshot of the private cluster, while it serves.</summary>
public static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Fichier à écrire ; il ne doit pas exister." };
        var command = new Command("backup", "Sauvegarde la base de données privée dans un fichier, pendant qu’elle sert.");
        command.Arguments.Add(file);
        command.SetAction(async (parsed, cancel) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            using var cluster = await PrivateServerSession.OpenAsync(cancel);
            var manifest = await new DatabaseBackup(cluster, PrivateServerSession.Keys()).SaveAsync(path, cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Sauvegarde écrite : {path} ({manifest.Bytes / 1e6:0.0} Mo, somme de contrôle {manifest.Sha256[..12]}…).");
            return 0;
        });
        return command;
    }
}
