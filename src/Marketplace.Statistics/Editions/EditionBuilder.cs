using Marketplace.Statistics.Facts;

namespace Marketplace.Statistics.Editions;

/// <summary>Makes the cells of an edition, all tables decided together, quarter by quarter and year by year.</summary>
internal sealed class EditionBuilder(IFactSource reader, Threshold threshold)
{
    private readonly Dictionary<string, SortedDictionary<string, string?>> _nodes = [];

    /// <param name="through">The last month that is told of.</param>
    public async Task<List<Cell>> BuildAsync(Month through, CancellationToken cancel)
    {
        var cells = new List<Cell>();
        if (await reader.FirstAsync(cancel) is not { } first || first > through)
            return cells;
        var (start, end) = (Month.Of(first.Year, 1), through.Quarter + 3);
        NoteNodes(await reader.ValidatedAsync(start, through + 1, cancel));
        for (var year = start.Year; year <= through.Year; year++)
        {
            var (quarters, validated, entered) = (new List<QuarterBlock>(), new List<Fact>(), new List<Fact>());
            for (var quarter = Month.Of(year, 1); quarter.Year == year && quarter < end; quarter += 3)
            {
                var months = Math.Min(3, through.Index - quarter.Index + 1);
                var within = await reader.ValidatedAsync(quarter, quarter + months, cancel);
                var entries = await reader.EnteredAsync(quarter, quarter + months, cancel);
                var block = new QuarterBlock(
                    threshold, quarter, within, entries, await reader.PendingAsync(quarter, quarter + months, cancel), months);
                cells.AddRange(block.Cells(Nodes));
                quarters.Add(block);
                validated.AddRange(within);
                entered.AddRange(entries);
            }
            if (quarters.Count == 4 && quarters[3].Months == 3)
                cells.AddRange(new YearBlock(threshold, year, quarters, validated, entered).Cells(Nodes));
        }
        return cells;
    }

    private SortedDictionary<string, string?> Nodes(string axis) => _nodes[axis];

    private void NoteNodes(List<Fact> facts)
    {
        foreach (var axis in QuarterBlock.All())
        {
            var nodes = _nodes[axis.Name] = new(StringComparer.Ordinal);
            foreach (var fact in facts)
            {
                string? parent = null;
                foreach (var code in QuarterBlock.Path(axis, fact))
                    nodes[code] = (parent, parent = code).Item1;
            }
            if (QuarterBlock.Source(axis) is not null)
                (nodes[PublicFamily.With], nodes[PublicFamily.Without]) = (null, null);
        }
    }
}
