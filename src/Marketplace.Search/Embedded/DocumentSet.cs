namespace Marketplace.Search.Embedded;

/// <summary>
/// An immutable set of a segment's documents that is cheap to change: in chunks, of which a changed set shares all
/// but those that differ. Empty chunks take no memory.
/// </summary>
internal sealed class DocumentSet
{
    /// <summary>Words in a chunk: 4,096 documents, half a kilobyte.</summary>
    public const int ChunkWords = 64;
    private const int ChunkShift = 12;

    public static readonly DocumentSet Empty = new([], 0);

    private readonly ulong[]?[] chunks;

    private DocumentSet(ulong[]?[] chunks, int count) => (this.chunks, Count) = (chunks, count);

    public int Count { get; }

    public static DocumentSet Of(ReadOnlySpan<ulong> bits)
    {
        var chunks = new ulong[]?[(bits.Length + ChunkWords - 1) / ChunkWords];
        for (var c = 0; c < chunks.Length; c++)
        {
            var part = bits[(c * ChunkWords)..Math.Min(bits.Length, (c + 1) * ChunkWords)];
            if (!part.ContainsAnyExcept(0UL))
                continue;
            chunks[c] = new ulong[ChunkWords];
            part.CopyTo(chunks[c]);
        }
        return new DocumentSet(chunks, Bits.Count(bits));
    }

    public bool Contains(int document) =>
        Count > 0 && document >> ChunkShift < chunks.Length && chunks[document >> ChunkShift] is { } chunk
        && Bits.Contains(chunk, document & ((1 << ChunkShift) - 1));

    /// <summary>This set with these documents too.</summary>
    public DocumentSet With(IEnumerable<int> documents)
    {
        var changed = (ulong[]?[])chunks.Clone();
        var own = new HashSet<int>();
        var count = Count;
        foreach (var document in documents)
        {
            var c = document >> ChunkShift;
            if (c >= changed.Length)
                Array.Resize(ref changed, c + 1);
            if (own.Add(c))
                changed[c] = changed[c] is { } old ? (ulong[])old.Clone() : new ulong[ChunkWords];
            var within = document & ((1 << ChunkShift) - 1);
            count += Bits.Contains(changed[c], within) ? 0 : 1;
            Bits.Add(changed[c], within);
        }
        return new DocumentSet(changed, count);
    }

    /// <summary>Takes the documents of this set out of a bitmap.</summary>
    public void RemoveFrom(Span<ulong> bits)
    {
        if (Count == 0)
            return;
        for (var c = 0; c < chunks.Length; c++)
            if (chunks[c] is { } chunk)
                Bits.AndNot(bits[(c * ChunkWords)..Math.Min(bits.Length, (c + 1) * ChunkWords)], chunk);
    }

    /// <summary>The documents that are in both, ascending.</summary>
    public IEnumerable<int> In(ReadOnlyMemory<ulong> bits)
    {
        for (var c = 0; c < chunks.Length; c++)
        {
            if (chunks[c] is not { } chunk)
                continue;
            for (var w = 0; w < ChunkWords && (c * ChunkWords) + w < bits.Length; w++)
                for (var word = chunk[w] & bits.Span[(c * ChunkWords) + w]; word != 0; word &= word - 1)
                    yield return (((c * ChunkWords) + w) << 6) + System.Numerics.BitOperations.TrailingZeroCount(word);
        }
    }

    /// <summary>One bit a document, for a file.</summary>
    public ulong[] ToBits(int documents)
    {
        var bits = new ulong[Bits.WordsFor(documents)];
        for (var c = 0; c < chunks.Length; c++)
            chunks[c]?.AsSpan(0, Math.Min(ChunkWords, bits.Length - (c * ChunkWords))).CopyTo(bits.AsSpan(c * ChunkWords));
        return bits;
    }
}
