using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Search.Text;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Settings and mapping of the actions' index: <c>indexing/elasticsearch/actions.json</c> with the installation's settings.
/// </summary>
internal static class IndexDefinition
{
    /// <summary>Raised with every change of the file or of <see cref="DocumentWriter"/>.</summary>
    public const int Format = 4;

    /// <summary>Indexes of another version are of no use: they hold other fields or other tokens.</summary>
    public static string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"f{Format}a{TextAnalyser.Version}");

    /// <param name="filling">While it is filled nobody searches it: no refresh and no replicas.</param>
    public static JsonObject Of(ElasticsearchOptions options, bool filling)
    {
        var definition = Read();
        var index = definition["settings"]!["index"]!.AsObject();
        index["number_of_shards"] = options.Shards;
        foreach (var (name, value) in Changing(options, filling))
            index[name] = value?.DeepClone();
        return definition;
    }

    /// <summary>
    /// Settings of an index that is being filled, or of a live one: there each search looks into every segment, so they shall be few.
    /// </summary>
    public static JsonObject Changing(ElasticsearchOptions options, bool filling) => new()
    {
        ["number_of_replicas"] = filling ? 0 : options.Replicas,
        ["refresh_interval"] = filling
            ? "-1" : string.Create(CultureInfo.InvariantCulture, $"{options.RefreshInterval.TotalMilliseconds:F0}ms"),
        ["merge.policy.segments_per_tier"] = filling ? 10 : 3,
        // What was replaced stays in the segments until it is flushed.
        ["translog.flush_threshold_size"] = filling ? "512mb" : "8mb",
    };

    private static JsonObject Read()
    {
        using var stream = typeof(IndexDefinition).Assembly.GetManifestResourceStream("actions.json")
            ?? throw new InvalidOperationException("The index definition is not embedded.");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
