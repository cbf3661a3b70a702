using System.Globalization;
using Marketplace.Search.Embedded;

namespace Marketplace.Chaos.Index;

/// <summary>
/// The process that is killed: opens an index, goes on where it stands, applies, saves and rebuilds, and says before
/// and after each what it does. Never ends by itself before the last batch.
/// </summary>
public static class IndexChild
{
    private const int LastBatch = 2_000;
    private const int SaveEvery = 3;
    private const int RebuildEvery = 25;

    public static async Task<int> RunAsync(string directory, int seed)
    {
        var script = new IndexScript(seed);
        await using var index = EmbeddedIndex.Open(directory);
        if (index.Problem is { } problem)
            Say($"damaged {problem}");
        var status = await index.StatusAsync();
        var position = 1;
        if (status.Position is { } saved)
            position = int.Parse(saved, CultureInfo.InvariantCulture);
        else
            await RebuildAsync(index, script, position);
        while (position < LastBatch)
        {
            Say($"apply {++position}");
            await index.ApplyAsync(script.Batch(position));
            if (position % RebuildEvery == 0)
            {
                await RebuildAsync(index, script, position);
            }
            else if (position % SaveEvery == 0)
            {
                Say($"save {position}");
                await index.SaveAsync(position.ToString(CultureInfo.InvariantCulture));
                Say($"saved {position}");
            }
        }
        return 0;
    }

    private static async Task RebuildAsync(EmbeddedIndex index, IndexScript script, int position)
    {
        Say($"rebuild {position}");
        await using var rebuild = await index.BeginRebuildAsync();
        foreach (var batch in script.Puts(position).Chunk(1_000))
            await rebuild.ApplyAsync(batch);
        await rebuild.SwapAsync(position.ToString(CultureInfo.InvariantCulture));
        Say($"saved {position}");
    }

    private static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
