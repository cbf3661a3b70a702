using System.Text.Json;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Chaos.Cluster;

/// <param name="HalfBuilt">Indexes that are neither live nor kept.</param>
public sealed record ClusterIndexes(string? Live, string? Previous, IReadOnlyList<string> HalfBuilt);

/// <summary>What a cluster says of itself, read beside the client that is under test.</summary>
public sealed class ClusterState(Uri node)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static async Task<bool> AnswersAsync(Uri node, CancellationToken cancel)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(node, "_cluster/health"), cancel);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until so many nodes are there and the health is at least this. Returns the health.</summary>
    /// <exception cref="TimeoutException">It never was; says what it is.</exception>
    public async Task<string> WaitForAsync(int nodes, string health, TimeSpan patience, CancellationToken cancel)
    {
        var until = DateTime.UtcNow + patience;
        while (true)
        {
            var seen = "no answer";
            try
            {
                using var answer = await GetAsync("_cluster/health", cancel);
                var (count, status) = (
                    answer.RootElement.GetProperty("number_of_nodes").GetInt32(), answer.RootElement.GetProperty("status").GetString()!);
                if (count == nodes && (status == health || status == "green"))
                    return status;
                seen = $"{status} with {count} nodes";
            }
            catch (Exception away) when (away is HttpRequestException or TimeoutException)
            {
                // Not yet.
            }
            if (DateTime.UtcNow > until)
                throw new TimeoutException(
                    $"the cluster is {seen} instead of {health} with {nodes} nodes after {patience.TotalSeconds:F0} s");
            await Task.Delay(200, cancel);
        }
    }

    /// <summary>Port of the node that leads the cluster: its end costs most.</summary>
    public async Task<int> LeaderPortAsync(CancellationToken cancel)
    {
        using var answer = await GetAsync("_cluster/state/master_node,nodes", cancel);
        var leader = answer.RootElement.GetProperty("master_node").GetString()!;
        return int.Parse(answer.RootElement.GetProperty("nodes").GetProperty(leader).GetProperty("name").GetString()!.Split('-')[^1],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The indexes of an installation and what each is.</summary>
    public async Task<ClusterIndexes> IndexesAsync(ElasticsearchOptions options, CancellationToken cancel)
    {
        var name = ElasticsearchIndex.SharedNameOf(options);
        using var answer = await GetAsync($"{name}-2*/_alias", cancel);
        var aliases = answer.RootElement.EnumerateObject()
            .ToDictionary(i => i.Name, i => i.Value.GetProperty("aliases").EnumerateObject().Select(a => a.Name).ToList());
        return new(Behind(name), Behind(name + "-previous"), [.. aliases.Where(a => a.Value.Count == 0).Select(a => a.Key)]);

        string? Behind(string alias) => aliases.FirstOrDefault(a => a.Value.Contains(alias)).Key;
    }

    /// <exception cref="TimeoutException">No answer in time. (A cancellation would end the command without a word.)</exception>
    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var body = await Http.GetStreamAsync(new Uri(node, path), cancel);
            return await JsonDocument.ParseAsync(body, cancellationToken: cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{node} did not answer {path} within {Http.Timeout.TotalSeconds:F0} s");
        }
    }
}
