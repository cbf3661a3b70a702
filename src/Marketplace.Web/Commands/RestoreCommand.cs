using System.CommandLine;
using Marketplace.Indexing.Upkeep;
using Marketplace.Platform.Backup;
using Marketplace.Platform.Data;
using Marketplace.Web.Hosting;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>restore FILE</c>: replaces the private cluster's database by a backup, while it serves.</summary>
public static class RestoreCommand
{
    /// <summary>The server's listeners come back within this time after their connections were ended.</summary>
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Fichier écrit par « backup »." };
        var command = new Command("restore", "Remplace la base de données privée par une sauvegarde, puis reconstruit l’index.");
        command.Arguments.Add(file);
        command.SetAction(async (parsed, cancel) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            using var cluster = await PrivateServerSession.OpenAsync(cancel);
            var manifest = await new DatabaseRestore(cluster, PrivateServerSession.Keys()).RunAsync(path, cancel);
            await output.WriteLineAsync($"Base restaurée dans son état du {manifest.CreatedAt:dd/MM/yyyy HH:mm:ss} UTC.");
            await output.WriteLineAsync(
                "Sessions, liens à usage unique et invitations d’alors ne valent plus ; les courriels qui attendaient sont mis de côté.");
            if (!ServerLock.IsHeld(PrivateServerSession.Directory()))
            {
                await output.WriteLineAsync("L’index sera reconstruit au prochain démarrage du serveur.");
                return 0;
            }
            await Task.Delay(Reconnection, cancel);
            var index = ElasticsearchSettings.AddressOf(ElasticsearchSettings.Read(CommandSession.NewHost().Configuration));
            await using var database = NpgsqlDataSource.Create(cluster.ConnectionString(MarketplaceDatabase.PrivateName));
            var answer = await new IndexRequests(database, index).AskAsync("rebuild", TimeSpan.FromMinutes(1), cancel);
            await output.WriteLineAsync(answer?.Report ?? "Le serveur n’a pas répondu : redémarrez-le, il reconstruira l’index.");
            return answer?.ExitStatus ?? 1;
        });
        return command;
    }
}
