using System.Numerics;

namespace Marketplace.Search.Embedded;

/// <summary>A value of a facet; <paramref name="Value"/> is its ordinal, -1 for "missing".</summary>
internal readonly record struct FacetValue(int Facet, int Value);

/// <summary>Where a row holds one of its codes.</summary>
/// <param name="First">The lowest code of the column: each column's codes follow those of the one before.</param>
/// <param name="Shift">Bits of the row below the code.</param>
/// <param name="Mask">The code's bits, once shifted.</param>
internal readonly record struct FacetColumn(int First, int Shift, int Mask)
{
    public int CodeIn<TRow>(TRow row) where TRow : unmanaged, IBinaryInteger<TRow> => First + (int.CreateTruncating(row >> Shift) & Mask);
}

/// <summary>
/// The facets of a segment's documents, for counting: four codes a document, each standing for a combination of values
/// that occurs. A million documents share a few hundred combinations, so that four codes mostly fit into 32 bits, and a
/// document costs four increments however many facets and values it has.
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

/// <summary>Rows as small as they fit: counting waits for memory more than for anything else.</summary>
internal sealed class FacetRows<TRow>(TRow[] rows, FacetColumn[] columns, FacetValue[][] values) : FacetRows(values)
    where TRow : unmanaged, IBinaryInteger<TRow>
{
    public override int CodeOf(int document, int column) => columns[column].CodeIn(rows[document]);

    public override void Count(ReadOnlySpan<ulong> documents, Span<int> counts)
    {
        var (first, second, third, fourth) = (columns[0], columns[1], columns[2], columns[3]);
        for (var w = 0; w < documents.Length; w++)
        {
            for (var word = documents[w]; word != 0; word &= word - 1)
            {
                var row = rows[(w << 6) + BitOperations.TrailingZeroCount(word)];
                counts[first.CodeIn(row)]++;
                counts[second.CodeIn(row)]++;
                counts[third.CodeIn(row)]++;
                counts[fourth.CodeIn(row)]++;
            }
        }
    }

    public override void Count(ReadOnlySpan<ulong> documents, int column, Span<int> counts)
    {
        var only = columns[column];
        for (var w = 0; w < documents.Length; w++)
            for (var word = documents[w]; word != 0; word &= word - 1)
                counts[only.CodeIn(rows[(w << 6) + BitOperations.TrailingZeroCount(word)])]++;
    }
}
