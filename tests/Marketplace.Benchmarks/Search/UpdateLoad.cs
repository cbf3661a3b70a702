using System.Diagnostics;
using Marketplace.Search;

namespace Marketplace.Benchmarks.Search;

/// <summary>Publishes single actions at a steady rate, as providers do all day.</summary>
internal sealed class UpdateLoad(ISearchIndex index, IReadOnlyList<DocumentChange> changes)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs until told to stop or out of changes; tells how many were applied a second.</summary>
    public async Task<double> RunAsync(int aSecond, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var applied = 0;
        while (!stop.IsCancellationRequested && applied < changes.Count)
        {
            var due = Math.Min(changes.Count, (int)(clock.Elapsed.TotalSeconds * aSecond));
            for (; applied < due; applied++)
                await index.ApplyAsync([changes[applied]], CancellationToken.None);
            await Task.Delay(Beat, CancellationToken.None);
        }
        return applied / clock.Elapsed.TotalSeconds;
    }
}
