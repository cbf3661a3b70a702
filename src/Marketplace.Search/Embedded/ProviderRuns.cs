using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded;

/// <summary>Where each provider's documents lie in a segment: a run of neighbours, found by the provider's ordinal.</summary>
internal sealed class ProviderRuns
{
    private readonly int[] providers;
    private readonly Run[] runs;

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
    }

    /// <summary>The provider's runs: one, or several should its hash equal another's.</summary>
    public ReadOnlySpan<Run> Of(int provider)
    {
        var first = providers.AsSpan().BinarySearch(provider);
        if (first < 0)
            return default;
        while (first > 0 && providers[first - 1] == provider)
            first--;
        var end = first + 1;
        while (end < providers.Length && providers[end] == provider)
            end++;
        return runs.AsSpan(first, end - first);
    }

    /// <summary>From a document to before another.</summary>
    public struct Run
    {
        public int Start { get; set; }

        public int End { get; set; }
    }
}
