using Marketplace.Search.Elasticsearch;

namespace Marketplace.Chaos.Cluster;

/// <summary>
/// Three nodes, each shard with one copy; searches and changes at a steady rate. In the middle the leading node is
/// stopped, and later started again: no search fails, no change is lost.
/// </summary>
/// <param name="shards">Each costs every search: on one machine that is all nodes, few; with two and their copies every node holds
/// one.</param>
internal sealed class NodeRun(int searches, int updates, int actions, int shards, Action<string> say)
{
    /// <summary>Three nodes compile themselves for minutes: on two cores most of their time, while they have much to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <returns>What did not hold; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan length, IReadOnlyList<int> ports, CancellationToken cancel)
    {
        await using var nodes = await SearchNodes.StartAsync(ports, cancel);
        var options = new ElasticsearchOptions { Nodes = nodes.Addresses, Name = "chaos", Shards = shards, Replicas = 1 };
        await using var site = await ClusterSite.OpenAsync(options, actions, cancel);
        await nodes.State().WaitForAsync(ports.Count, "green", TimeSpan.FromMinutes(2), cancel);
        var traffic = new SearchTraffic(site.Index);
        var all = await ClusterSite.ActionsAsync(site.Source, cancel);
        using (var warm = CancellationTokenSource.CreateLinkedTokenSource(cancel))
        {
            say(await traffic.WarmAsync(searches, Patience, cancel));
            var changing = new UpdateTraffic(site.Source, all).RunAsync(updates, warm.Token);
            say(await traffic.WarmAsync(searches, Patience, cancel));
            await warm.CancelAsync();
            await changing;
        }
        var changes = new UpdateTraffic(site.Source, all);
        var probe = new LagProbe(site.Source, traffic);
        say($"{actions} actions, {shards} shards, {ports.Count} nodes; {searches} searches and {updates} changes a second for {length.TotalSeconds:F0} s");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] running = [traffic.RunAsync(searches, stop.Token), changes.RunAsync(updates, stop.Token), probe.RunAsync(stop.Token)];
        await Task.Delay(length * 0.4, cancel);
        var leader = await nodes.State().LeaderPortAsync(cancel);
        var stopped = traffic.Now;
        await SearchNodes.StopAsync(leader);
        say($"at {stopped.TotalSeconds:F0} s node {leader}, the leader, was told to stop; gone at {traffic.Now.TotalSeconds:F0} s");
        var rest = stopped + (length * 0.2) - traffic.Now;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel);
        await nodes.StartYieldingAsync(leader);
        var back = traffic.Now;
        say($"at {back.TotalSeconds:F0} s it answered again");
        await Task.Delay(length > back ? length - back : TimeSpan.Zero, cancel);
        var tookPlace = traffic.Now;
        await stop.CancelAsync();
        await Task.WhenAll(running);
        var last = await probe.OnceAsync(cancel);

        var outcomes = traffic.Outcomes;
        say($"changes committed: {changes.Committed} ({changes.Committed / tookPlace.TotalSeconds:F0} a second)");
        say($"searches before the stop: {Of(outcomes, TimeSpan.Zero, stopped)}");
        say($"searches until it was back: {Of(outcomes, stopped, back)}");
        say($"searches after: {Of(outcomes, back, TimeSpan.MaxValue)}");
        say($"commit to searchable: {Figures.Of(probe.Lags)}; the last one {last:F0} ms");
        return [.. probe.Late, .. await JudgeAsync(outcomes, site, nodes, ports.Count, cancel)];
    }

    private static string Of(IReadOnlyList<SearchOutcome> outcomes, TimeSpan from, TimeSpan to) =>
        Figures.Of(outcomes.Where(o => o.At >= from && o.At < to).Select(o => o.Milliseconds));

    private async Task<IReadOnlyList<string>> JudgeAsync(
        IReadOnlyList<SearchOutcome> outcomes, ClusterSite site, SearchNodes nodes, int count, CancellationToken cancel)
    {
        List<string> problems = [];
        var failed = outcomes.Where(o => o.Failure is not null).ToList();
        say($"failed searches: {failed.Count} of {outcomes.Count}");
        problems.AddRange(Figures.Reasons(failed).Select(r => $"searches failed: {r}"));
        try
        {
            say($"health: {await nodes.State().WaitForAsync(count, "green", TimeSpan.FromMinutes(2), cancel)} with {count} nodes");
        }
        catch (TimeoutException late)
        {
            problems.Add(late.Message);
        }
        problems.AddRange(await Ending.JudgeAsync(site, say, cancel));
        return problems;
    }
}

/// <summary>What must hold at the end of every run.</summary>
internal static class Ending
{
    public static async Task<IReadOnlyList<string>> JudgeAsync(ClusterSite site, Action<string> say, CancellationToken cancel)
    {
        List<string> problems = [];
        var aside = await site.SetAsideAsync(cancel);
        var drift = await site.VerifyAsync(cancel);
        say($"set aside: {aside}; index verify: {drift.Published} published, {drift.Missing} missing, {drift.Stale} stale, {drift.Superfluous} superfluous");
        if (aside > 0)
            problems.Add($"{aside} actions were set aside although nothing is wrong with them");
        if (drift.Found)
            problems.Add($"changes were lost: {drift.Missing} missing, {drift.Stale} stale, {drift.Superfluous} superfluous");
        return problems;
    }
}
