using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>A value of a facet; <paramref name="Value"/> is its ordinal, -1 for "missing".</summary>
internal readonly record struct FacetValue(int Facet, int Value);

/// <summary>
/// The facets of a segment's documents, for counting: four codes a document, side by side, each standing for a
/// combination of values that occurs. A million documents share a few hundred combinations, so a document costs four
/// increments and one cache line however many facets and values it has.
/// </summary>
/// <param name="values">What each code stands for.</param>
internal abstract class FacetRows(FacetValue[][] values)
{
    public const int CodesPerDocument = 4;

    /// <summary>Codes are below this number.</summary>
    public int Codes => values.Length;

    /// <summary>What the code stands for.</summary>
    public ReadOnlySpan<FacetValue> ValuesOf(int code) => values[code];

    public abstract int CodeOf(int document, int column);

    /// <summary>Adds the documents' codes to the counts, by code.</summary>
    public abstract void Count(ReadOnlySpan<ulong> documents, Span<int> counts);

    /// <summary>The same for one of the four codes.</summary>
    public abstract void Count(ReadOnlySpan<ulong> documents, int column, Span<int> counts);
}

/// <summary>Rows of codes as small as they fit: counting waits for memory more than for anything else.</summary>
internal sealed class FacetRows<TCode>(int[] codes, FacetValue[][] values) : FacetRows(values)
    where TCode : unmanaged, IBinaryInteger<TCode>
{
    private readonly TCode[] rows = Array.ConvertAll(codes, TCode.CreateTruncating);

    public override int CodeOf(int document, int column) => int.CreateTruncating(rows[(document * CodesPerDocument) + column]);

    public override void Count(ReadOnlySpan<ulong> documents, Span<int> counts)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                ref var row = ref Unsafe.Add(ref first, (nint)document * CodesPerDocument);
                counts[int.CreateTruncating(row)]++;
                counts[int.CreateTruncating(Unsafe.Add(ref row, 1))]++;
                counts[int.CreateTruncating(Unsafe.Add(ref row, 2))]++;
                counts[int.CreateTruncating(Unsafe.Add(ref row, 3))]++;
            }
        }
    }

    public override void Count(ReadOnlySpan<ulong> documents, int column, Span<int> counts)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                counts[int.CreateTruncating(Unsafe.Add(ref first, ((nint)document * CodesPerDocument) + column))]++;
            }
        }
    }
}
