namespace Marketplace.Search.Embedded;

/// <summary>
/// The documents of a segment by value of one column: a bitmap for a frequent value, a list for a rare one,
/// whichever is smaller.
/// </summary>
internal sealed class ValueIndex
{
    /// <summary>A bitmap takes as much room as a list of a document in so many.</summary>
    private const int DenseShare = 32;

    private readonly int[] values;
    private readonly int[] starts;
    private readonly int[] documents;
    private readonly ulong[]?[] bitmaps;

    private ValueIndex(int[] values, int[] starts, int[] documents, int count)
    {
        (this.values, this.starts, this.documents) = (values, starts, documents);
        bitmaps = new ulong[values.Length][];
        var sparse = new List<int>();
        var sparseStarts = new int[values.Length + 1];
        for (var v = 0; v < values.Length; v++)
        {
            var list = documents.AsSpan(starts[v], starts[v + 1] - starts[v]);
            if ((long)list.Length * DenseShare > count)
                Bits.Add(bitmaps[v] = new ulong[Bits.WordsFor(count)], list);
            else
                sparse.AddRange(list);
            sparseStarts[v + 1] = sparse.Count;
        }
        (this.starts, this.documents) = (sparseStarts, [.. sparse]);
    }

    /// <param name="ordinals">By document, -1 for none.</param>
    public static ValueIndex Of(int[] ordinals) => Of(ordinals, null, ordinals.Length);

    public static ValueIndex Of(ListValues lists) => Of(lists.Values, lists.Starts, lists.Starts.Length - 1);

    /// <summary>Adds the documents that have this value.</summary>
    public void AddTo(Span<ulong> bits, int ordinal)
    {
        var v = Array.BinarySearch(values, ordinal);
        if (v < 0)
            return;
        if (bitmaps[v] is { } bitmap)
            Bits.Or(bits, bitmap);
        else
            Bits.Add(bits, documents.AsSpan(starts[v], starts[v + 1] - starts[v]));
    }

    /// <summary>The value's documents where they are kept as a bitmap.</summary>
    public ulong[]? BitmapOf(int ordinal)
    {
        var v = Array.BinarySearch(values, ordinal);
        return v < 0 ? null : bitmaps[v];
    }

    /// <summary>How much work <see cref="AddTo"/> is, in documents.</summary>
    public int CostOf(int ordinal)
    {
        var v = Array.BinarySearch(values, ordinal);
        return v < 0 ? 0 : bitmaps[v]?.Length ?? (starts[v + 1] - starts[v]);
    }

    private static ValueIndex Of(int[] ordinals, int[]? ownerStarts, int count)
    {
        var most = -1;
        foreach (var ordinal in ordinals)
            most = Math.Max(most, ordinal);
        // Small segments of an index with large vocabularies must stay small: sort instead of counting.
        if (most > 64 + (ordinals.Length * 4L))
            return Sorted(ordinals, ownerStarts, count);
        var next = new int[most + 2];
        foreach (var ordinal in ordinals)
            next[ordinal + 1]++;
        next[0] = 0;
        var values = new List<int>();
        var starts = new List<int> { 0 };
        for (var ordinal = 0; ordinal <= most; ordinal++)
        {
            if (next[ordinal + 1] > 0)
            {
                values.Add(ordinal);
                starts.Add(starts[^1] + next[ordinal + 1]);
            }
            next[ordinal + 1] += next[ordinal];
        }
        var documents = new int[next[most + 1]];
        for (int i = 0, document = 0; i < ordinals.Length; i++)
        {
            document = Owner(ownerStarts, i, document);
            if (ordinals[i] >= 0)
                documents[next[ordinals[i]]++] = document;
        }
        return new ValueIndex([.. values], [.. starts], documents, count);
    }

    private static ValueIndex Sorted(int[] ordinals, int[]? ownerStarts, int count)
    {
        var pairs = new List<long>(ordinals.Length);
        for (int i = 0, document = 0; i < ordinals.Length; i++)
        {
            document = Owner(ownerStarts, i, document);
            if (ordinals[i] >= 0)
                pairs.Add(((long)ordinals[i] << 32) | (uint)document);
        }
        pairs.Sort();
        var values = new List<int>();
        var starts = new List<int>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var value = (int)(pairs[i] >> 32);
            if (values.Count > 0 && values[^1] == value)
                continue;
            values.Add(value);
            starts.Add(i);
        }
        starts.Add(pairs.Count);
        return new ValueIndex([.. values], [.. starts], [.. pairs.Select(p => (int)p)], count);
    }

    /// <summary>The document that entry <paramref name="i"/> belongs to, at or after the one before.</summary>
    private static int Owner(int[]? ownerStarts, int i, int document)
    {
        if (ownerStarts is null)
            return i;
        while (ownerStarts[document + 1] <= i)
            document++;
        return document;
    }
}
