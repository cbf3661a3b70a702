using Marketplace.Search.Elasticsearch;

namespace Marketplace.Chaos.Cluster;

/// <param name="TakeAsync">Stops the cluster.</param>
/// <param name="ReturnAsync">Starts it again; ends when it answers.</param>
public sealed record Outage(Func<Task> TakeAsync, Func<Task> ReturnAsync);

/// <summary>
/// The whole cluster is away for a while under searches and changes: searches are refused quickly and in the way that
/// pages expect, writing goes on, nothing is set aside, and once the cluster is back the index catches up by itself.
/// </summary>
/// <param name="measured">
/// Whether speed is judged too: the longest refusal, searches that were too slow while the cluster was there, and how
/// many changes were committed meanwhile.
/// </param>
public sealed class AwayRun(int searches, int updates, int actions, bool measured, Action<string> say)
{
    /// <summary>Longest time to a refusal, in milliseconds: what a page may take.</summary>
    private const double LongestRefusal = 2_500;

    /// <summary>
    /// Until then after its return a cluster may still be opening its shards, and a machine that starts it be busy with that.
    /// </summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(60);

    /// <returns>What did not hold; empty when all held.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(
        TimeSpan length, ElasticsearchOptions options, Outage outage, CancellationToken cancel)
    {
        await using var site = await ClusterSite.OpenAsync(options, actions, cancel);
        var traffic = new SearchTraffic(site.Index);
        say(await traffic.WarmAsync(searches, measured ? TimeSpan.FromMinutes(5) : length, cancel));
        var changes = new UpdateTraffic(site.Source, await ClusterSite.ActionsAsync(site.Source, cancel));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] running = [traffic.RunAsync(searches, stop.Token), changes.RunAsync(updates, stop.Token)];
        var around = length / 3;
        await Task.Delay(around, cancel);

        var taken = traffic.Now;
        await outage.TakeAsync();
        var (away, before) = (traffic.Now, changes.Committed);
        await Task.Delay(length, cancel);
        var (meanwhile, aside) = (changes.Committed - before, await site.SetAsideAsync(cancel));
        await outage.ReturnAsync();
        var back = traffic.Now;
        while (!traffic.Outcomes.Any(o => o.At > back && o.Failure is null) && traffic.Now < back + Opening)
            await Task.Delay(50, cancel);
        await Task.Delay(around, cancel);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        var last = await new LagProbe(site.Source, traffic).OnceAsync(cancel);

        say($"{actions} actions; told to stop at {taken.TotalSeconds:F1} s, away from {away.TotalSeconds:F1} s, back at {back.TotalSeconds:F1} s");
        say($"changes committed in {length.TotalSeconds:F0} s of absence: {meanwhile}; set aside: {aside}");
        say($"last change searchable {last:F0} ms after its commit");
        List<string> problems = [.. Judge(traffic.Outcomes, taken, back)];
        if (meanwhile <= (measured ? updates * length.TotalSeconds / 2 : 0))
            problems.Add($"only {meanwhile} changes could be committed while the cluster was away");
        if (aside > 0)
            problems.Add($"{aside} actions were set aside while the cluster was away");
        problems.AddRange(await Ending.JudgeAsync(site, say, cancel));
        return problems;
    }

    private IEnumerable<string> Judge(IReadOnlyList<SearchOutcome> outcomes, TimeSpan taken, TimeSpan back)
    {
        var refused = outcomes.Where(o => o.Refused).ToList();
        var served = outcomes.Where(o => o.At > back && o.Failure is null).Select(o => o.At - back).DefaultIfEmpty(Opening).Min();
        say($"searches before: {Figures.Of(outcomes.Where(o => o.At < taken).Select(o => o.Milliseconds))}");
        say($"refusals: {Figures.Of(refused.Select(o => o.Milliseconds))}");
        say($"first search served {served.TotalSeconds:F1} s after the return; from then on: {Figures.Of(outcomes.Where(o => o.At > back + served && o.Failure is null).Select(o => o.Milliseconds))}, {refused.Count(o => o.At > back + served)} still refused");
        foreach (var reason in Figures.Reasons(outcomes.Where(o => o.Failure is not null && !o.Refused)))
            yield return $"searches failed instead of being refused: {reason}";
        foreach (var reason in Figures.Reasons(outcomes.Where(o => measured && o.Refused && (o.Ended < taken || o.At > back + Opening))))
            yield return $"searches were refused while the cluster was there: {reason}";
        if (served >= Opening)
            yield return $"no search was served within {Opening.TotalSeconds:F0} s after the cluster was back";
        if (refused.Count == 0)
            yield return "no search was refused: the cluster was not away";
        foreach (var reason in Figures.Reasons(refused.Where(o => measured && o.Milliseconds > LongestRefusal)))
            yield return $"refusals took longer than {LongestRefusal:F0} ms: {reason}";
    }
}
