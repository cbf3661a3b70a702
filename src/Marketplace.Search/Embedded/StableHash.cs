namespace Marketplace.Search.Embedded;

/// <summary>Hashes that are the same in every process and run (unlike <see cref="object.GetHashCode"/>).</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 units, finished by a mixer so that all bits are usable.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash);
    }

    /// <summary>The finaliser of SplitMix64: a bijection whose output bits all depend on all input bits.</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    public static ulong Combine(ulong a, ulong b) => Mix(a + 0x9E3779B97F4A7C15UL + Mix(b));
}
