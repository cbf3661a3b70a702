using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Search.Elasticsearch.Querying;
using Marketplace.Search.Embedded;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Reads terms and providers back from the index, in pages by the alphabet.</summary>
internal sealed class ClusterWordsReader(ElasticsearchClient client, string index)
{
    private const int PageSize = 20_000;

    /// <summary>The words as they are now, or the ones before when nothing was written since.</summary>
    public async Task<ClusterWords> ReadAsync(ClusterWords before, CancellationToken cancel)
    {
        var seen = await SeenAsync(cancel);
        if (seen == before.Seen)
            return before;
        var terms = new Vocabulary<string>();
        var frequencies = new int[Vocabularies.TextFields][];
        foreach (var field in Enum.GetValues<TextField>())
        {
            var counts = new List<int>();
            await foreach (var (term, count) in ValuesAsync($"terms.{DocumentWriter.NameOf(field)}", cancel))
            {
                var ordinal = terms.Add(term);
                while (counts.Count <= ordinal)
                    counts.Add(0);
                counts[ordinal] = count;
            }
            frequencies[(int)field] = [.. counts];
        }
        var providers = new List<string>();
        var documents = 0L;
        await foreach (var (provider, count) in ValuesAsync("provider", cancel))
        {
            providers.Add(provider);
            documents += count;
        }
        var lexicon = new TermLexicon(terms);
        lexicon.Set(frequencies);
        return new ClusterWords(lexicon, new ProviderShuffles(providers), documents, seen);
    }

    /// <summary>Which indexes there are and how much was ever written to them.</summary>
    private async Task<string> SeenAsync(CancellationToken cancel)
    {
        using var answer = await client.SendAsync(HttpMethod.Get, $"{index}/_stats/indexing,refresh?filter_path=indices.*.uuid,indices.*.primaries", CallKind.Read, cancel: cancel);
        return answer.RootElement.TryGetProperty("indices", out var indices)
            ? string.Join(' ', indices.EnumerateObject().Select(i =>
                $"{i.Name} {i.Value.GetProperty("primaries").GetProperty("indexing").GetProperty("index_total")} {i.Value.GetProperty("primaries").GetProperty("refresh").GetProperty("total")}"))
            : "";
    }

    private async IAsyncEnumerable<(string Value, int Count)> ValuesAsync(
        string field, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        JsonNode? after = null;
        while (true)
        {
            var composite = new JsonObject
            {
                ["size"] = PageSize,
                ["sources"] = new JsonArray(new JsonObject { ["value"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = field } } }),
            };
            if (after is not null)
                composite["after"] = after;
            var body = new JsonObject { ["size"] = 0, ["track_total_hits"] = false, ["aggs"] = new JsonObject { ["values"] = new JsonObject { ["composite"] = composite } } };
            using var answer = await client.SendAsync(HttpMethod.Post, $"{index}/_search", CallKind.Read, RowSearch.Bytes(body), cancel: cancel);
            var values = answer.RootElement.GetProperty("aggregations").GetProperty("values");
            foreach (var bucket in values.GetProperty("buckets").EnumerateArray())
                yield return (bucket.GetProperty("key").GetProperty("value").GetString()!, bucket.GetProperty("doc_count").GetInt32());
            if (!values.TryGetProperty("after_key", out var key))
                yield break;
            after = JsonObject.Create(key.Clone());
        }
    }
}
