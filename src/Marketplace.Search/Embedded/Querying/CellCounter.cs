using System.Numerics;
using System.Runtime.InteropServices;

namespace Marketplace.Search.Embedded.Querying;

/// <summary>Counts matches by cell of a grid, and where in the cell they are on average.</summary>
internal sealed class CellCounter(CellGrid grid, QueryWatch watch)
{
    private readonly Dictionary<(int Row, int Column), Sum> cells = [];

    /// <summary>Adds a segment's matches; remote ones and those without a point are in no cell.</summary>
    public void Add(Segment segment, ReadOnlySpan<ulong> matches)
    {
        for (var w = 0; w < matches.Length; w++)
        {
            if ((w & (DocumentSet.ChunkWords - 1)) == 0)
                watch.Check();
            for (var word = matches[w] & ~segment.Remote[w]; word != 0; word &= word - 1)
            {
                var document = (w << 6) + BitOperations.TrailingZeroCount(word);
                var (lat, lng) = (segment.Lat[document], segment.Lng[document]);
                if (double.IsNaN(lat) || double.IsNaN(lng))
                    continue;
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, grid.CellOf(lat, lng), out _);
                sum = new Sum(sum.Count + 1, sum.Lat + lat, sum.Lng + lng);
            }
        }
    }

    /// <summary>The fullest first.</summary>
    public IReadOnlyList<MapCell> Result() =>
        [.. cells.Select(c => new MapCell(c.Key.Row, c.Key.Column, c.Value.Count, c.Value.Lat / c.Value.Count, c.Value.Lng / c.Value.Count))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Row).ThenBy(c => c.Column).Take(CellGrid.MostCells)];

    private readonly record struct Sum(int Count, double Lat, double Lng);
}
