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
internal sealed class FacetRows
{
    public const int CodesPerDocument = 4;

    private readonly int[] rows;
    private readonly FacetValue[][] values;

    public FacetRows(int[] rows, FacetValue[][] values) => (this.rows, this.values) = (rows, values);

    /// <summary>Codes are below this number.</summary>
    public int Codes => values.Length;

    /// <summary>What the code stands for.</summary>
    public ReadOnlySpan<FacetValue> ValuesOf(int code) => values[code];

    public ReadOnlySpan<int> CodesOf(int document) => rows.AsSpan(document * CodesPerDocument, CodesPerDocument);

    /// <summary>Adds the documents' codes to the counts, by code.</summary>
    public void Count(ReadOnlySpan<ulong> documents, Span<int> counts)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                ref var row = ref Unsafe.Add(ref first, (nint)document * CodesPerDocument);
                counts[row]++;
                counts[Unsafe.Add(ref row, 1)]++;
                counts[Unsafe.Add(ref row, 2)]++;
                counts[Unsafe.Add(ref row, 3)]++;
            }
        }
    }

    /// <summary>The same for one of the four codes.</summary>
    public void Count(ReadOnlySpan<ulong> documents, int column, Span<int> counts)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                counts[Unsafe.Add(ref first, ((nint)document * CodesPerDocument) + column)]++;
            }
        }
    }
}
