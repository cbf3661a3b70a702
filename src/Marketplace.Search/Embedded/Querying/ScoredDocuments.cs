using System.Buffers;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Documents that a text finds in a segment, ascending, with their scores; dispose to give the arrays back.</summary>
internal sealed class ScoredDocuments : IDisposable
{
    private int[] documents = ArrayPool<int>.Shared.Rent(256);
    private float[] scores = ArrayPool<float>.Shared.Rent(256);
    private bool[] strong = ArrayPool<bool>.Shared.Rent(256);

    private int[] levels = [];
    private int room = 256;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Documents => documents.AsSpan(0, Count);

    public Span<float> Scores => scores.AsSpan(0, Count);

    /// <summary>Whether more than the description satisfies a required part.</summary>
    public Span<bool> Strong => strong.AsSpan(0, Count);

    /// <summary>Levels of the scores, once these are final.</summary>
    public ReadOnlySpan<int> Levels
    {
        get
        {
            if (levels.Length == 0 && Count > 0)
                MatchScoring.LevelsOf(Scores, levels = ArrayPool<int>.Shared.Rent(Count));
            return levels.AsSpan(0, Count);
        }
    }

    public void Add(int document, float score, bool isStrong)
    {
        if (Count == room)
            Reserve(Count + 1);
        documents[Count] = document;
        scores[Count] = score;
        strong[Count++] = isStrong;
    }

    /// <summary>Takes these documents over, in place of what there was; the caller sets their scores.</summary>
    public void Fill(ReadOnlySpan<int> all, bool areStrong)
    {
        Count = 0;
        Reserve(all.Length);
        all.CopyTo(documents);
        strong.AsSpan(0, all.Length).Fill(areStrong);
        Count = all.Length;
    }

    public void Reserve(int count)
    {
        documents = Larger(documents, count);
        scores = Larger(scores, count);
        strong = Larger(strong, count);
        room = Math.Min(documents.Length, Math.Min(scores.Length, strong.Length));
    }

    /// <summary>Puts the entry at <paramref name="from"/> to <paramref name="to"/>, at or before it.</summary>
    public void Move(int from, int to)
    {
        documents[to] = documents[from];
        scores[to] = scores[from];
        strong[to] = strong[from];
    }

    /// <summary>Keeps the first <paramref name="count"/>.</summary>
    public void Shrink(int count) => Count = count;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(documents);
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<bool>.Shared.Return(strong);
        if (levels.Length > 0)
            ArrayPool<int>.Shared.Return(levels);
        (documents, scores, strong, levels, Count) = ([], [], [], [], 0);
    }

    private T[] Larger<T>(T[] array, int needed)
    {
        if (array.Length >= needed)
            return array;
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        return larger;
    }
}
