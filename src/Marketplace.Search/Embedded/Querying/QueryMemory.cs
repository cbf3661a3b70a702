using System.Buffers;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Bitmaps and counts that one query works with, rented and given back together.</summary>
internal sealed class QueryMemory : IDisposable
{
    private readonly List<ulong[]> bitmaps = [];
    private readonly List<int[]> counts = [];

    /// <summary>An empty bitmap of so many words.</summary>
    public Span<ulong> Bitmap(int words)
    {
        var bitmap = ArrayPool<ulong>.Shared.Rent(words);
        bitmaps.Add(bitmap);
        bitmap.AsSpan(0, words).Clear();
        return bitmap.AsSpan(0, words);
    }

    /// <summary>The same, to be kept beyond the caller's frame.</summary>
    public Memory<ulong> Kept(ReadOnlySpan<ulong> copied)
    {
        var bitmap = ArrayPool<ulong>.Shared.Rent(copied.Length);
        bitmaps.Add(bitmap);
        copied.CopyTo(bitmap);
        return bitmap.AsMemory(0, copied.Length);
    }

    public Span<ulong> Copy(ReadOnlySpan<ulong> copied) => Kept(copied).Span;

    /// <summary>So many zeroes.</summary>
    public Span<int> Counts(int length)
    {
        var zeroes = ArrayPool<int>.Shared.Rent(length);
        counts.Add(zeroes);
        zeroes.AsSpan(0, length).Clear();
        return zeroes.AsSpan(0, length);
    }

    public void Dispose()
    {
        foreach (var bitmap in bitmaps)
            ArrayPool<ulong>.Shared.Return(bitmap);
        foreach (var zeroes in counts)
            ArrayPool<int>.Shared.Return(zeroes);
        bitmaps.Clear();
        counts.Clear();
    }
}
