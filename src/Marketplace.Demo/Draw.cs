namespace Marketplace.Demo;

/// <summary>
/// Pseudo-random draws that are the same on every machine and runtime (SplitMix64): the demo catalogue must not change with .NET.
/// </summary>
internal sealed class Draw(ulong seed)
{
    private ulong state = seed;

    /// <summary>An independent stream for one provider, whatever was drawn for the others.</summary>
    public static Draw For(int seed, int index) =>
        new(Mix((ulong)(uint)seed * 0x9E3779B97F4A7C15 ^ Mix((ulong)(uint)index + 0x632BE59BD9B4E019)));

    /// <summary>0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Up to, not including, 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Share() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>So many different ones, in drawn order; fewer when there are fewer.</summary>
    public List<T> Some<T>(IReadOnlyList<T> items, int count)
    {
        var left = items.ToList();
        var drawn = new List<T>();
        while (drawn.Count < count && left.Count > 0)
        {
            var at = Below(left.Count);
            drawn.Add(left[at]);
            left.RemoveAt(at);
        }
        return drawn;
    }

    private ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
