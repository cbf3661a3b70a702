using System.Numerics;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>A condition that looks at one document. A missing value never passes. Structs, so that calls are inlined.</summary>
internal interface IDocumentTest
{
    bool Passes(Segment segment, int document);
}

internal static class DocumentTest
{
    /// <summary>Leaves the candidates that pass.</summary>
    public static void Keep<TTest>(this TTest test, Segment segment, Span<ulong> candidates) where TTest : struct, IDocumentTest
    {
        for (var w = 0; w < candidates.Length; w++)
        {
            for (var word = candidates[w]; word != 0; word &= word - 1)
            {
                var bit = BitOperations.TrailingZeroCount(word);
                if (!test.Passes(segment, (w << 6) + bit))
                    candidates[w] &= ~(1UL << bit);
            }
        }
    }
}

internal readonly struct PriceTest(long? min, long? max) : IDocumentTest
{
    private readonly long min = Math.Max(0, min ?? 0);
    private readonly long max = max ?? long.MaxValue;

    public bool Passes(Segment segment, int document) => segment.Prices[document] >= min && segment.Prices[document] <= max;
}

internal readonly struct HoursTest(int? min, int? max) : IDocumentTest
{
    private readonly int min = Math.Max(0, min ?? 0);
    private readonly int max = max ?? int.MaxValue;

    public bool Passes(Segment segment, int document) => segment.Hours[document] >= min && segment.Hours[document] <= max;
}

internal readonly struct RatingTest(double min) : IDocumentTest
{
    public bool Passes(Segment segment, int document) => segment.Ratings[document] >= min;
}

internal readonly struct PermanentEntryTest(bool wanted) : IDocumentTest
{
    public bool Passes(Segment segment, int document) => segment.Permanent[document] != 0 == wanted;
}

/// <summary>The column's value is one of those allowed, by ordinal.</summary>
internal readonly struct OrdinalTest(OrdinalColumn column, bool[] allowed) : IDocumentTest
{
    public bool Passes(Segment segment, int document)
    {
        var ordinal = segment[column][document];
        return ordinal >= 0 && ordinal < allowed.Length && allowed[ordinal];
    }
}

/// <summary>One of the column's values is allowed, by ordinal.</summary>
internal readonly struct AnyOfListTest(ListColumn column, bool[] allowed) : IDocumentTest
{
    public bool Passes(Segment segment, int document)
    {
        foreach (var ordinal in segment[column].Of(document))
            if (ordinal < allowed.Length && allowed[ordinal])
                return true;
        return false;
    }
}
