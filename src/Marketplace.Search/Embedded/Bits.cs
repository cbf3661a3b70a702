using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>Sets of a segment's documents as bitmaps, one bit each; a machine word holds 64 documents.</summary>
internal static class Bits
{
    public static int WordsFor(int documents) => (documents + 63) >> 6;

    public static bool Contains(ReadOnlySpan<ulong> bits, int document) => (bits[document >> 6] & (1UL << (document & 63))) != 0;

    public static void Add(Span<ulong> bits, int document) => bits[document >> 6] |= 1UL << (document & 63);

    public static void Remove(Span<ulong> bits, int document) => bits[document >> 6] &= ~(1UL << (document & 63));

    /// <summary>Adds documents, best in ascending order: neighbours go into a word together.</summary>
    public static void Add(Span<ulong> bits, ReadOnlySpan<int> documents)
    {
        var at = 0;
        var word = 0UL;
        foreach (var document in documents)
        {
            if (document >> 6 != at)
            {
                bits[at] |= word;
                (at, word) = (document >> 6, 0);
            }
            word |= 1UL << (document & 63);
        }
        if (word != 0)
            bits[at] |= word;
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    public static int CountWithout(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> other)
    {
        other = other[..bits.Length];
        var count = 0;
        for (var w = 0; w < bits.Length; w++)
            count += BitOperations.PopCount(bits[w] & ~other[w]);
        return count;
    }

    /// <summary>Documents of the set from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public static int CountWithin(ReadOnlySpan<ulong> bits, int start, int end)
    {
        var count = 0;
        for (var w = start >> 6; w < WordsFor(end); w++)
            count += BitOperations.PopCount(bits[w] & Mask(w, start, end));
        return count;
    }

    /// <summary>The bits of word <paramref name="word"/> that stand for documents of the range.</summary>
    public static ulong Mask(int word, int start, int end)
    {
        var mask = ulong.MaxValue;
        if (word == start >> 6)
            mask &= ulong.MaxValue << (start & 63);
        if (word == end >> 6)
            mask &= (1UL << (end & 63)) - 1;
        return mask;
    }

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var wide = Wide(bits);
        var wideOther = Wide(other[..bits.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] &= wideOther[i];
        for (var w = wide.Length * Vector<ulong>.Count; w < bits.Length; w++)
            bits[w] &= other[w];
    }

    public static void AndNot(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var wide = Wide(bits);
        var wideOther = Wide(other[..bits.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] = Vector.AndNot(wide[i], wideOther[i]);
        for (var w = wide.Length * Vector<ulong>.Count; w < bits.Length; w++)
            bits[w] &= ~other[w];
    }

    public static void Or(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var wide = Wide(bits);
        var wideOther = Wide(other[..bits.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] |= wideOther[i];
        for (var w = wide.Length * Vector<ulong>.Count; w < bits.Length; w++)
            bits[w] |= other[w];
    }

    private static Span<Vector<ulong>> Wide(Span<ulong> bits) => MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);

    private static ReadOnlySpan<Vector<ulong>> Wide(ReadOnlySpan<ulong> bits) => MemoryMarshal.Cast<ulong, Vector<ulong>>(bits);
}
