using System.CommandLine;
using Marketplace.Indexing.Outbox;
using Marketplace.Indexing.Upkeep;
using Marketplace.Search.Embedded;
using Marketplace.Web.Searching.Log;

namespace Marketplace.Web.Commands;

/// <summary><c>search neutrality</c>: measures the order now, with the index of a running server or alone.</summary>
public static class SearchCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var neutrality = new Command("neutrality", "Mesure la neutralité de l’ordre des résultats sur les recherches enregistrées.");
        neutrality.SetAction(RunAsync);
        return new Command("search", "Moteur de recherche : mesurer la neutralité de l’ordre.") { neutrality };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        IndexAnswer? answer;
        try
        {
            await FollowAsync(session.Services.GetRequiredService<OutboxFeed>(), cancel);
            answer = await session.Services.GetRequiredService<NeutralityRun>().AnswerAsync(cancel);
        }
        catch (IndexLockedException)
        {
            answer = await session.Services.GetRequiredService<IndexRequests>().AskAsync(NeutralityRun.Kind, Patience, cancel);
        }
        if (answer is null)
        {
            await Console.Error.WriteLineAsync(
                "L’index est ouvert par un autre processus, qui ne répond pas. Vérifiez que le serveur fonctionne, puis recommencez.");
            return CommandLine.Unreadable;
        }
        Console.WriteLine(answer.Report);
        return answer.ExitStatus;
    }

    /// <summary>
    /// Opens the index, which has one process, and follows what it has not seen yet. A shared one is fed by a server, and searched from
    /// here.
    /// </summary>
    private static async Task FollowAsync(OutboxFeed feed, CancellationToken cancel)
    {
        try
        {
            await feed.CatchUpAsync(cancel);
        }
        catch (FedElsewhereException)
        {
        }
    }
}
