using System.Collections.Concurrent;
using Marketplace.Search.Text;

namespace Marketplace.Search.Embedded;

/// <summary>
/// Numbers values in order of arrival. Segments hold these small numbers instead of values, so counts and
/// filters over all segments need one array. It only grows; a rebuild starts a fresh one.
/// </summary>
/// <remarks>Reading never blocks; one writer at a time is assured by a lock.</remarks>
internal sealed class Vocabulary<T> where T : notnull
{
    private readonly ConcurrentDictionary<T, int> ordinals = new(
        Environment.ProcessorCount, 16, SpreadHash.Instance as IEqualityComparer<T> ?? EqualityComparer<T>.Default);
    private readonly Lock growing = new();
    private volatile T[] values = new T[16];
    private volatile int count;

    public int Count => count;

    public T this[int ordinal] => values[ordinal];

    /// <summary>The value's number, or -1 when it was never seen.</summary>
    public int Find(T value) => ordinals.TryGetValue(value, out var ordinal) ? ordinal : -1;

    public int Add(T value)
    {
        if (ordinals.TryGetValue(value, out var known))
            return known;
        lock (growing)
        {
            if (ordinals.TryGetValue(value, out known))
                return known;
            var ordinal = count;
            if (ordinal == values.Length)
            {
                var larger = new T[values.Length * 2];
                Array.Copy(values, larger, ordinal);
                values = larger;
            }
            values[ordinal] = value;
            count = ordinal + 1;
            ordinals[value] = ordinal;
            return ordinal;
        }
    }
}
