using Marketplace.Search.Elasticsearch.Querying;
using Marketplace.Search.Embedded;

namespace Marketplace.Search.Elasticsearch;

/// <summary>What of the index every search needs at hand: its terms, its providers and how many actions there are.</summary>
/// <param name="Seen">The state of the index at which it was read.</param>
internal sealed record ClusterWords(TermLexicon Lexicon, ProviderShuffles Providers, long Documents, string Seen)
{
    public static ClusterWords Empty() => new(new TermLexicon(new Vocabulary<string>()), new ProviderShuffles([]), 0, "");
}
