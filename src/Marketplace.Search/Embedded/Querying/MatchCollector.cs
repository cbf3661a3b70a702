using System.Buffers;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>All matches of a query, in a pooled array; dispose to give it back.</summary>
internal sealed class MatchCollector : IDisposable
{
    private Match[] matches = ArrayPool<Match>.Shared.Rent(1024);

    public int Count { get; private set; }

    public Span<Match> All => matches.AsSpan(0, Count);

    public void Add(Match match)
    {
        if (Count == matches.Length)
        {
            var larger = ArrayPool<Match>.Shared.Rent(Count * 2);
            All.CopyTo(larger);
            ArrayPool<Match>.Shared.Return(matches);
            matches = larger;
        }
        matches[Count++] = match;
    }

    /// <summary>Keeps the first <paramref name="count"/>.</summary>
    public void Shrink(int count) => Count = count;

    public void Dispose()
    {
        ArrayPool<Match>.Shared.Return(matches);
        matches = [];
        Count = 0;
    }
}
