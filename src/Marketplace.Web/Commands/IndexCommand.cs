using System.CommandLine;
using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Marketplace.Search.Embedded;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary>
/// <c>index rebuild|return|verify|status</c>. Alone, the command opens the index; beside a running server it asks that
/// server, whose live index it then concerns. Of servers that share an index the one answers that feeds it.
/// </summary>
public static class IndexCommand
{
    /// <summary>How long a running server may take to accept a request before the command gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("index", "Index de recherche : reconstruire, vérifier, état.");
        command.Subcommands.Add(Task("rebuild", "Reconstruit l'index à côté de l'index en service, puis bascule."));
        command.Subcommands.Add(
            Task("return", "Remet en service l'index d'avant la dernière reconstruction, puis rattrape les changements (Elasticsearch)."));
        command.Subcommands.Add(Verify());
        command.Subcommands.Add(Task("status", "Montre le retard, la taille et les actions mises de côté."));
        return command;
    }

    private static Command Task(string kind, string description)
    {
        var command = new Command(kind, description);
        command.SetAction((parsed, cancel) => RunAsync(kind, parsed, cancel));
        return command;
    }

    private static Command Verify()
    {
        var sample = new Option<bool>("--sample") { Description = "Compte par organisme et compare un échantillon ; compare tout si un écart apparaît (Elasticsearch)." };
        var command = new Command("verify", "Compare l'index à la base et répare les écarts (1 s'il y en avait).") { sample };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(sample) ? "verify-sample" : "verify", parsed, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string kind, ParseResult parsed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        IndexAnswer? answer;
        try
        {
            answer = await RunHereAsync(kind, session.Services, cancel);
        }
        catch (Exception elsewhere) when (elsewhere is IndexLockedException or FedElsewhereException)
        {
            answer = await session.Services.GetRequiredService<IndexRequests>().AskAsync(kind, Patience, cancel);
        }
        if (answer is null)
        {
            await Console.Error.WriteLineAsync(
                "L'index est ouvert par un autre processus, qui ne répond pas. Vérifiez que le serveur fonctionne, puis recommencez.");
            return CommandLine.Unreadable;
        }
        Console.WriteLine(answer.Report);
        return answer.ExitStatus;
    }

    private static async Task<IndexAnswer> RunHereAsync(string kind, IServiceProvider services, CancellationToken cancel)
    {
        var tasks = services.GetRequiredService<IndexTasks>();
        if (!await services.GetRequiredService<FeedingTurn>().TakeAsync(cancel))
            throw new FedElsewhereException();
        if (kind == "status")
            return await tasks.RunAsync(kind, null, cancel);
        var answer = await AnsiConsole.Status().StartAsync("Index…", status =>
            tasks.RunAsync(kind, new Progress<long>(n => status.Status($"Index : {n} actions")), cancel));
        await services.GetRequiredService<OutboxFeed>().CloseAsync(cancel);
        return answer;
    }
}
