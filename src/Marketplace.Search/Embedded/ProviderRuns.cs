using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>Where each provider's documents lie in a segment: a run of neighbours, found by the provider's ordinal.</summary>
internal sealed class ProviderRuns
{
    /// <summary>A table may have so many places for each provider that occurs.</summary>
    private const int MostSpread = 8;

    private readonly int[] providers;
    private readonly Run[] runs;
    /// <summary>By ordinal, 1 + the place in <see cref="providers"/>; null where that would be mostly empty.</summary>
    private readonly int[]? places;

    /// <param name="ordinals">Provider by document.</param>
    public ProviderRuns(int[] ordinals)
    {
        var (found, ends) = (new List<int>(), new List<Run>());
        for (var d = 0; d < ordinals.Length; d++)
        {
            if (d > 0 && ordinals[d] == ordinals[d - 1])
            {
                CollectionsMarshal.AsSpan(ends)[^1].End = d + 1;
                continue;
            }
            found.Add(ordinals[d]);
            ends.Add(new Run { Start = d, End = d + 1 });
        }
        (providers, runs) = ([.. found], [.. ends]);
        Array.Sort(providers, runs);
        if (providers.Length == 0 || providers[^1] > providers.Length * MostSpread)
            return;
        places = new int[providers[^1] + 1];
        for (var i = providers.Length - 1; i >= 0; i--)
            if (providers[i] >= 0)
                places[providers[i]] = i + 1;
    }

    /// <summary>The provider's runs: one, or several should its hash equal another's.</summary>
    public ReadOnlySpan<Run> Of(int provider)
    {
        var first = FirstOf(provider);
        if (first < 0)
            return default;
        var end = first + 1;
        while (end < providers.Length && providers[end] == provider)
            end++;
        return runs.AsSpan(first, end - first);
    }

    private int FirstOf(int provider)
    {
        if (places is not null)
            return provider < places.Length ? places[provider] - 1 : -1;
        var first = providers.AsSpan().BinarySearch(provider);
        while (first > 0 && providers[first - 1] == provider)
            first--;
        return first;
    }

    /// <summary>From a document to before another.</summary>
    public struct Run
    {
        public int Start { get; set; }

        public int End { get; set; }
    }
}
