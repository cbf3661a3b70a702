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
    /// <summary>Bitmap words whose rows are fetched before any of them is counted.</summary>
    private const int WordsAtOnce = 8;

    private readonly Row[] rows = MemoryMarshal.Cast<TCode, Row>(Array.ConvertAll(codes, TCode.CreateTruncating)).ToArray();

    /// <summary>The codes of one document.</summary>
    [InlineArray(CodesPerDocument)]
    private struct Row
    {
        private TCode first;
    }

    public override int CodeOf(int document, int column) => int.CreateTruncating(rows[document][column]);

    /// <remarks>
    /// Rows of scattered documents are far apart in memory. Copied first and counted then, a dozen of them are on their
    /// way at a time; counted at once, only two or three.
    /// </remarks>
    public override void Count(ReadOnlySpan<ulong> documents, Span<int> counts)
    {
        Span<Row> fetched = stackalloc Row[WordsAtOnce * 64];
        for (var start = 0; start < documents.Length; start += WordsAtOnce)
            foreach (ref readonly var row in Fetch(documents, start, fetched))
            {
                counts[int.CreateTruncating(row[0])]++;
                counts[int.CreateTruncating(row[1])]++;
                counts[int.CreateTruncating(row[2])]++;
                counts[int.CreateTruncating(row[3])]++;
            }
    }

    public override void Count(ReadOnlySpan<ulong> documents, int column, Span<int> counts)
    {
        Span<Row> fetched = stackalloc Row[WordsAtOnce * 64];
        for (var start = 0; start < documents.Length; start += WordsAtOnce)
            foreach (ref readonly var row in Fetch(documents, start, fetched))
                counts[int.CreateTruncating(row[column])]++;
    }

    /// <summary>Copies the rows of a few words' documents.</summary>
    private ReadOnlySpan<Row> Fetch(ReadOnlySpan<ulong> documents, int start, Span<Row> into)
    {
        var count = 0;
        for (var w = start; w < Math.Min(start + WordsAtOnce, documents.Length); w++)
            for (var word = documents[w]; word != 0; word &= word - 1)
                into[count++] = rows[(w << 6) + BitOperations.TrailingZeroCount(word)];
        return into[..count];
    }
}
