namespace Marketplace.Search.Embedded;

/// <summary>Documents by square of a fifth of a degree, so that a circle or box looks only at its surroundings.</summary>
internal sealed class GeoGrid
{
    private const double CellsPerDegree = 5;
    private const int CellsPerRow = (int)(360 * CellsPerDegree) + 1;

    private readonly int[] cells;
    private readonly int[] starts;
    private readonly int[] documents;

    /// <summary>Builds from degrees by document; NaN means no point.</summary>
    public GeoGrid(double[] lat, double[] lng)
    {
        var located = Enumerable.Range(0, lat.Length).Where(d => !double.IsNaN(lat[d]) && !double.IsNaN(lng[d])).ToArray();
        var keys = Array.ConvertAll(located, d => (Row(lat[d]) * CellsPerRow) + Column(lng[d]));
        Array.Sort(keys, located);
        documents = located;
        var distinct = new List<int>();
        var first = new List<int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && keys[i] == keys[i - 1])
                continue;
            distinct.Add(keys[i]);
            first.Add(i);
        }
        first.Add(keys.Length);
        cells = [.. distinct];
        starts = [.. first];
    }

    /// <summary>Adds the documents of every cell that touches the box.</summary>
    public void Collect(GeoBox box, List<int> into)
    {
        var (left, right) = (Column(box.MinLng), Column(box.MaxLng));
        for (var row = Row(box.MinLat); row <= Row(box.MaxLat); row++)
        {
            var i = Array.BinarySearch(cells, (row * CellsPerRow) + left);
            for (i = i < 0 ? ~i : i; i < cells.Length && cells[i] <= (row * CellsPerRow) + right; i++)
                for (var d = starts[i]; d < starts[i + 1]; d++)
                    into.Add(documents[d]);
        }
    }

    private static int Row(double lat) => (int)((Math.Clamp(lat, -90, 90) + 90) * CellsPerDegree);

    private static int Column(double lng) => (int)((Math.Clamp(lng, -180, 180) + 180) * CellsPerDegree);
}
