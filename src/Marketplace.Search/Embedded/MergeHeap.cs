namespace Marketplace.Search.Embedded;

/// <summary>Which of several ascending sequences has the least next element: a binary heap of their numbers.</summary>
/// <typeparam name="TOrder">Compares the next elements of two sequences; a struct, so that calls are inlined.</typeparam>
internal sealed class MergeHeap<TOrder>(int most, TOrder order) where TOrder : struct, IComparer<int>
{
    private readonly int[] heap = new int[most];
    private TOrder order = order;

    public int Count { get; private set; }

    /// <summary>The sequence with the least next element.</summary>
    public int Least => heap[0];

    public void Add(int sequence)
    {
        var at = Count++;
        while (at > 0 && order.Compare(sequence, heap[(at - 1) / 2]) < 0)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = sequence;
    }

    /// <summary>The least sequence went on.</summary>
    public void Moved() => Sink(heap[0]);

    /// <summary>The least sequence has ended.</summary>
    public void Ended()
    {
        Count--;
        if (Count > 0)
            Sink(heap[Count]);
    }

    private void Sink(int sequence)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && order.Compare(heap[child + 1], heap[child]) < 0)
                child++;
            if (order.Compare(sequence, heap[child]) <= 0)
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sequence;
    }
}
