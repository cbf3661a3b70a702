namespace Marketplace.Search.Embedded;

/// <summary>
/// Inverted lists of one text field of a segment. Term i of <see cref="Terms"/> (ascending term ordinals) has
/// <see cref="Counts"/>[i] documents from <see cref="Starts"/>[i] on; positions are a byte stream beside, read only for phrases.
/// </summary>
internal sealed class FieldPostings
{
    public required int[] Terms { get; init; }
    public required int[] Starts { get; init; }
    public required int[] Counts { get; init; }
    public required int[] PositionStarts { get; init; }
    /// <summary>Documents, ascending within a term.</summary>
    public required int[] Documents { get; init; }
    /// <summary>Occurrences in the document, at most 255.</summary>
    public required byte[] Occurrences { get; init; }
    /// <summary>Per posting, its positions as varint differences.</summary>
    public required byte[] Positions { get; init; }
    /// <summary>Tokens in the field's first text, by document, at most 255.</summary>
    public required byte[] Lengths { get; init; }

    /// <summary>Documents of the list at <paramref name="index"/>; none when it is -1.</summary>
    public ReadOnlySpan<int> DocumentsOf(int index) => index < 0 ? default : Documents.AsSpan(Starts[index], Counts[index]);

    /// <summary>Index of the term in this segment's lists, or -1.</summary>
    public int Find(int term)
    {
        var index = Array.BinarySearch(Terms, term);
        return index < 0 ? -1 : index;
    }

    /// <summary>Reads the positions of the posting at <paramref name="offset"/> and moves past them.</summary>
    public static void ReadPositions(byte[] stream, ref int offset, int occurrences, List<int> into)
    {
        into.Clear();
        var position = 0;
        for (var i = 0; i < occurrences; i++)
        {
            position += ReadVarint(stream, ref offset);
            into.Add(position);
        }
    }

    /// <summary>Moves past the positions of a posting.</summary>
    public static void SkipPositions(byte[] stream, ref int offset, int occurrences)
    {
        while (occurrences > 0)
            if (stream[offset++] < 0x80)
                occurrences--;
    }

    /// <summary>Bytes that <see cref="WriteVarint"/> takes.</summary>
    public static int VarintLength(int value)
    {
        var length = 1;
        for (var rest = (uint)value >> 7; rest > 0; rest >>= 7)
            length++;
        return length;
    }

    public static void WriteVarint(byte[] stream, ref int offset, int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            stream[offset++] = (byte)(rest | 0x80);
        stream[offset++] = (byte)rest;
    }

    private static int ReadVarint(byte[] stream, ref int offset)
    {
        int value = 0, shift = 0;
        while (true)
        {
            var b = stream[offset++];
            value |= (b & 0x7F) << shift;
            if (b < 0x80)
                return value;
            shift += 7;
        }
    }
}
