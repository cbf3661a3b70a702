using System.CommandLine;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Chaos.Cluster;

/// <summary>The commands that run on real Elasticsearch nodes. Each ends with 1 when something did not hold.</summary>
internal static class ClusterCommands
{
    public static IEnumerable<Command> Create() => [Node(), Away(), RebuildKill()];

    private static Command Node()
    {
        var minutes = Number("--minutes", "How long.", 5);
        var searches = Number("--searches", "Searches a second.", 40);
        var updates = Number("--updates", "Changes a second.", 200);
        var (actions, shards, ports) = (
            Number("--actions", "Actions of the catalogue.", 4_000), Number("--shards", "Shards of the index.", 1),
            Ports(9401, 9402, 9403));
        var command = new Command(
            "cluster-node", "Stops and starts the leading node of three under searches and changes.") { minutes, searches, updates, actions,
            shards, ports };
        command.SetAction(async (parsed, cancel) => Say(await new NodeRun(
                parsed.GetValue(searches), parsed.GetValue(updates), parsed.GetValue(actions), parsed.GetValue(shards), Console.WriteLine)
            .RunAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(ports)!, cancel)));
        return command;
    }

    private static Command Away()
    {
        var seconds = Number("--seconds", "How long the cluster is away.", 60);
        var searches = Number("--searches", "Searches a second.", 40);
        var updates = Number("--updates", "Changes a second.", 200);
        var (actions, ports) = (Number("--actions", "Actions of the catalogue.", 4_000), Ports(9401));
        var command = new Command(
            "cluster-away", "Stops the whole cluster for a while under searches and changes.") { seconds, searches, updates, actions,
            ports };
        command.SetAction(async (parsed, cancel) =>
        {
            var all = parsed.GetValue(ports)!;
            await using var nodes = await SearchNodes.StartAsync(all, cancel);
            var outage = new Outage(
                () => Task.WhenAll(all.Select(SearchNodes.StopAsync)), () => Task.WhenAll(all.Select(nodes.StartAsync)));
            return Say(await new AwayRun(
                parsed.GetValue(searches), parsed.GetValue(updates), parsed.GetValue(actions), measured: true, Console.WriteLine)
                .RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    new ElasticsearchOptions { Nodes = nodes.Addresses, Name = "chaos", Replicas = 0 }, outage, cancel));
        });
        return command;
    }

    private static Command RebuildKill()
    {
        var rounds = Number("--rounds", "Kills to survive.", 5);
        var seed = Number("--seed", "Seed of the random moments.", 7);
        var updates = Number("--updates", "Changes a second.", 100);
        var (actions, ports) = (Number("--actions", "Actions of the catalogue.", 8_000), Ports(9401));
        var command = new Command(
            "cluster-rebuild-kill", "kill -9 of a server during a rebuild on a cluster.") { rounds, seed, updates, actions, ports };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var nodes = await SearchNodes.StartAsync(parsed.GetValue(ports)!, cancel);
            return Say(await new RebuildKillRounds(
                    nodes.Addresses[0], parsed.GetValue(seed), parsed.GetValue(actions), parsed.GetValue(updates), Console.WriteLine)
                .RunAsync(parsed.GetValue(rounds), cancel));
        });
        return command;
    }

    private static int Say(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            Console.WriteLine($"NOT HELD: {problem}");
        Console.WriteLine(problems.Count == 0 ? "All held." : $"{problems.Count} reasons why not.");
        return problems.Count == 0 ? 0 : 1;
    }

    private static Option<int> Number(string name, string description, int usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static Option<int[]> Ports(params int[] usual) => new("--ports")
    {
        Description = "Free ports, one for each node; the ones 100 above are taken too.", AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => usual,
    };
}
