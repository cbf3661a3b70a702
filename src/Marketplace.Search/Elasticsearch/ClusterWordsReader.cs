using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Marketplace.Search.Elasticsearch.Querying;
using Marketplace.Search.Embedded;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Reads terms and providers back from the index, in pages by the alphabet.</summary>
internal sealed class ClusterWordsReader(ElasticsearchClient client, string index)
{
    private readonly ValueCounts values = new(client, index);

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
            await foreach (var (term, count) in values.ReadAsync($"terms.{DocumentWriter.NameOf(field)}", cancel))
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
        await foreach (var (provider, count) in values.ReadAsync("provider", cancel))
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
        var stats = await client.AdministerAsync(CallKind.Read, c => c.Indices.StatsAsync(
            new IndicesStatsRequest(index, [CommonStatsFlag.Indexing, CommonStatsFlag.Refresh]), cancel));
        return string.Join(' ', (stats.Indices ?? new Dictionary<string, IndicesStats>()).Select(i =>
            $"{i.Key} {i.Value.Primaries!.Indexing!.IndexTotal} {i.Value.Primaries.Refresh!.Total}"));
    }
}
