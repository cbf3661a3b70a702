using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Dapper;
using Marketplace.Platform.Data;
using Marketplace.Search.Elasticsearch;
using Marketplace.Testing;
using Npgsql;

namespace Marketplace.Chaos.Cluster;

/// <summary>
/// Rounds of: rebuild the index of a real server while changes are committed, kill the server with kill -9 at a random
/// moment of it, start it again, and check that it serves the index of before at once, catches up, equals the write
/// side, that the next rebuild removes what was half built, and that the index of before can be returned to.
/// </summary>
/// <param name="address">Of a cluster, which may hold other things.</param>
public sealed class RebuildKillRounds(Uri address, int seed, int actions, int updates, Action<string> say)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Random random = new(seed);
    private readonly ClusterState state = new(address);
    private readonly ElasticsearchOptions options = new() { Nodes = [address], Name = $"chaos{Guid.NewGuid():N}", Replicas = 0 };

    private string[] Server =>
        [$"--Search:Elasticsearch:Url={address}", $"--Search:Elasticsearch:Name={options.Name}", "--Search:Elasticsearch:Replicas=0"];

    private Dictionary<string, string> Settings => new()
    {
        ["Search__Elasticsearch__Url"] = address.ToString(), ["Search__Elasticsearch__Name"] = options.Name,
            ["Search__Elasticsearch__Replicas"] = "0",
    };

    /// <returns>What did not hold, by round; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int rounds, CancellationToken cancel)
    {
        using var installation = new Installation();
        try
        {
            // Opened here, so that the database outlives the servers.
            await using var database = await MarketplaceDatabase.OpenAsync(null, null, installation.Directory, cancel: cancel);
            await ClusterCatalogue.PublishAsync(database.Source, actions, cancel);
            return await RunAsync(rounds, installation, database, cancel);
        }
        finally
        {
            using var client = new ElasticsearchClient(options);
            await using var index = new ElasticsearchIndex(client, options);
            await index.DeleteAsync(CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(
        int rounds, Installation installation, MarketplaceDatabase database, CancellationToken cancel)
    {
        var ids = await ClusterSite.ActionsAsync(database.Source, cancel);
        var server = await ServerProcess.StartAsync(installation.Directory, Server);
        List<string> problems = [];
        try
        {
            var typical = await TypicalAsync(installation, database.Source, cancel);
            say(FormattableString.Invariant(
                $"{actions} actions, {updates} changes a second; an undisturbed rebuild takes {typical.TotalMilliseconds:F0} ms"));
            for (var round = 1; round <= rounds; round++)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                await using var rebuild = await BeginAsync(installation, database.Source, cancel);
                var writing = new UpdateTraffic(database.Source, ids).RunAsync(updates, stop.Token);
                var killed = await KillAsync(server, rebuild, typical * (0.05 + (random.NextDouble() * 0.9)), cancel);
                var watch = Stopwatch.StartNew();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(installation.Directory, Server);
                var problem = await ServesAsync(server, killed.Left, cancel);
                var ready = watch.Elapsed;
                await stop.CancelAsync();
                await writing;
                problem ??= await CatchesUpAsync(server, database, cancel) ?? await AfterwardsAsync(installation, killed.Left, cancel);
                say(FormattableString.Invariant($"round {round}: killed {killed.After.TotalMilliseconds:F0} ms into the rebuild, {(killed.Left.HalfBuilt.Count > 0 ? "half built" : "just swapped")}; served again {ready.TotalSeconds:F1} s after: {problem ?? "held"}"));
                if (problem is not null)
                    problems.Add($"round {round}: {problem}");
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
        return problems;
    }

    /// <summary>From the new index' creation to its swap, to place the kills inside.</summary>
    private async Task<TimeSpan> TypicalAsync(Installation installation, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var rebuild = await BeginAsync(installation, database, cancel);
        var watch = Stopwatch.StartNew();
        while ((await state.IndexesAsync(options, cancel)).HalfBuilt.Count > 0)
            await Task.Delay(5, cancel);
        return watch.Elapsed;
    }

    private async Task<(TimeSpan After, ClusterIndexes Left)> KillAsync(
        ServerProcess server, ServerProcess rebuild, TimeSpan moment, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await Task.Delay(moment, cancel);
        var after = watch.Elapsed;
        await server.KillAsync();
        // Nobody answers the command any more.
        await rebuild.KillAsync();
        return (after, await state.IndexesAsync(options, cancel));
    }

    /// <summary>
    /// Starts a rebuild and returns when its index is there and empty. A small one is over before anybody has looked, so a
    /// table that it reads is held until then. Who feeds the index would wait for that table too and take no request, so
    /// changes begin afterwards.
    /// </summary>
    private async Task<ServerProcess> BeginAsync(Installation installation, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var gate = await database.OpenConnectionAsync(cancel);
        await using var held = await gate.BeginTransactionAsync(cancel);
        await gate.ExecuteAsync(
            new CommandDefinition("LOCK TABLE session IN ACCESS EXCLUSIVE MODE", transaction: held, cancellationToken: cancel));
        var rebuild = ServerProcess.StartCommand(installation.Directory, Settings, "index", "rebuild");
        while ((await state.IndexesAsync(options, cancel)).HalfBuilt.Count == 0)
        {
            if (rebuild.HasEnded)
                throw new InvalidOperationException($"The rebuild ended without an index of its own: {rebuild.Output}");
            await Task.Delay(5, cancel);
        }
        await held.RollbackAsync(cancel);
        return rebuild;
    }

    /// <summary>
    /// Null when the server that is ready serves the index that was live, without building another. Searches that the
    /// engine does not answer in time are refused as they should be, told, and asked again.
    /// </summary>
    private async Task<string?> ServesAsync(ServerProcess server, ClusterIndexes left, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var watch = Stopwatch.StartNew();
        for (var refused = 0; ; refused++)
        {
            using var answer = await http.GetAsync("/api/v1/actions?q=cuisine&facets=false", cancel);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && watch.Elapsed < Patience)
            {
                await Task.Delay(200, cancel);
                continue;
            }
            if (!answer.IsSuccessStatusCode)
                return $"search {refused + 1} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}; the server said: {server.Output}";
            if (refused > 0)
                say(FormattableString.Invariant($"{refused} searches were refused first, for {watch.ElapsedMilliseconds} ms"));
            using var found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            if (found.RootElement.GetProperty("items").GetArrayLength() == 0)
                return "the first search found nothing";
            var now = await state.IndexesAsync(options, cancel);
            return now.Live == left.Live ? null : $"{now.Live} is live instead of {left.Live}";
        }
    }

    /// <summary>Null when the last change is found, by itself: the outbox is read in order.</summary>
    private static async Task<string?> CatchesUpAsync(ServerProcess server, MarketplaceDatabase database, CancellationToken cancel)
    {
        var cents = 100_000L + Random.Shared.Next(1_000_000);
        await LagProbe.ChangeAsync(database.Source, cents, cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            using var answer = await http.GetAsync($"/api/v1/actions?provider={ClusterCatalogue.ProbeSiret}&facets=false", cancel);
            if (answer.IsSuccessStatusCode)
            {
                using var found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
                var items = found.RootElement.GetProperty("items");
                if (items.GetArrayLength() > 0 && items[0].GetProperty("priceCents").GetInt64() == cents)
                    return null;
            }
            await Task.Delay(50, cancel);
        }
        return $"the last change was not found within {Patience.TotalSeconds:F0} s";
    }

    /// <summary>Compares, rebuilds, looks what is left, returns, and compares again.</summary>
    private async Task<string?> AfterwardsAsync(Installation installation, ClusterIndexes left, CancellationToken cancel)
    {
        if (await CommandAsync(installation, "verify") is { } drift)
            return drift;
        if (await CommandAsync(installation, "rebuild") is { } failed)
            return failed;
        var rebuilt = await state.IndexesAsync(options, cancel);
        if (rebuilt.HalfBuilt.Count > 0)
            return $"after the next rebuild {string.Join(", ", rebuilt.HalfBuilt)} is still there";
        if (rebuilt.Previous != left.Live || rebuilt.Live == left.Live)
            return $"after the next rebuild {rebuilt.Live} is live and {rebuilt.Previous} is kept; {left.Live} was live before";
        if (await CommandAsync(installation, "return") is { } stayed)
            return stayed;
        var returned = await state.IndexesAsync(options, cancel);
        if ((returned.Live, returned.Previous) != (rebuilt.Previous, rebuilt.Live))
            return $"after the return {returned.Live} is live and {returned.Previous} is kept";
        return await CommandAsync(installation, "verify");
    }

    private async Task<string?> CommandAsync(Installation installation, string command)
    {
        var (status, output, errors) = await ServerProcess.RunAsync(installation.Directory, Settings, "index", command);
        return status == 0 ? null : $"index {command} answered {status}: {output}{errors}";
    }
}
