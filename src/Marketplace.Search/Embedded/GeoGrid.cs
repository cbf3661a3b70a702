namespace Marketplace.Search.Embedded;

/// <summary>
/// Documents by square of a fifth of a degree, so that a circle or box looks only at its surroundings; with each its
/// point on the unit sphere, so that most of a circle is decided without trigonometry.
/// </summary>
internal sealed class GeoGrid
{
    private const double CellsPerDegree = 5;
    private const int CellsPerRow = (int)(360 * CellsPerDegree) + 1;
    private const double EarthRadiusKm = 6371;

    private readonly double[] lat;
    private readonly double[] lng;
    private readonly int[] cells;
    private readonly int[] starts;
    private readonly int[] documents;
    private readonly float[] x;
    private readonly float[] y;
    private readonly float[] z;

    /// <summary>Builds from degrees by document; NaN means no point.</summary>
    public GeoGrid(double[] lat, double[] lng)
    {
        (this.lat, this.lng) = (lat, lng);
        var keys = new List<long>(lat.Length);
        for (var d = 0; d < lat.Length; d++)
            if (!double.IsNaN(lat[d]) && !double.IsNaN(lng[d]))
                keys.Add(((long)((Row(lat[d]) * CellsPerRow) + Column(lng[d])) << 32) | (uint)d);
        keys.Sort();
        documents = new int[keys.Count];
        (x, y, z) = (new float[keys.Count], new float[keys.Count], new float[keys.Count]);
        var (distinct, first) = (new List<int>(), new List<int>());
        for (var i = 0; i < documents.Length; i++)
        {
            var d = documents[i] = (int)keys[i];
            var (px, py, pz) = OnSphere(lat[d], lng[d]);
            (x[i], y[i], z[i]) = ((float)px, (float)py, (float)pz);
            var cell = (int)(keys[i] >> 32);
            if (distinct.Count > 0 && distinct[^1] == cell)
                continue;
            distinct.Add(cell);
            first.Add(i);
        }
        first.Add(documents.Length);
        (cells, starts) = ([.. distinct], [.. first]);
    }

    /// <summary>Adds the documents whose point lies in the box.</summary>
    public void AddInside(Span<ulong> bits, GeoBox box)
    {
        foreach (var (start, end) in Surroundings(box))
        {
            for (var i = start; i < end; i++)
            {
                var d = documents[i];
                if (lat[d] >= box.MinLat && lat[d] <= box.MaxLat && lng[d] >= box.MinLng && lng[d] <= box.MaxLng)
                    Bits.Add(bits, d);
            }
        }
    }

    /// <summary>Adds the documents within the radius of a point, exactly as <see cref="GeoDistance.Km"/> measures.</summary>
    public void AddWithin(Span<ulong> bits, double atLat, double atLng, double radiusKm)
    {
        var (ax, ay, az) = OnSphere(atLat, atLng);
        var (fx, fy, fz) = ((float)ax, (float)ay, (float)az);
        // The chord between two points of the unit sphere, squared, grows with their distance. Single precision
        // decides all but a thin ring, which is measured.
        var chord = 2 * Math.Sin(Math.Min(Math.PI, radiusKm / EarthRadiusKm) / 2);
        var margin = (1e-6 * chord) + 1e-11;
        var (inside, outside) = ((float)((chord * chord) - margin), (float)((chord * chord) + margin));
        var box = GeoDistance.BoxAround(atLat, atLng, radiusKm);
        foreach (var (start, end) in Surroundings(box))
        {
            for (var i = start; i < end; i++)
            {
                var (dx, dy, dz) = (x[i] - fx, y[i] - fy, z[i] - fz);
                var square = (dx * dx) + (dy * dy) + (dz * dz);
                if (square <= inside
                    || (square <= outside && GeoDistance.Km(atLat, atLng, lat[documents[i]], lng[documents[i]]) <= radiusKm))
                    Bits.Add(bits, documents[i]);
            }
        }
    }

    /// <summary>Ranges of the documents of every cell that touches the box.</summary>
    private IEnumerable<(int Start, int End)> Surroundings(GeoBox box)
    {
        var (left, right) = (Column(box.MinLng), Column(box.MaxLng));
        for (var row = Row(box.MinLat); row <= Row(box.MaxLat); row++)
        {
            var from = Lower((row * CellsPerRow) + left);
            var to = Lower((row * CellsPerRow) + right + 1);
            if (from < to)
                yield return (starts[from], starts[to]);
        }
    }

    private int Lower(int cell)
    {
        var i = Array.BinarySearch(cells, cell);
        return i < 0 ? ~i : i;
    }

    private static (double X, double Y, double Z) OnSphere(double lat, double lng)
    {
        var (p, l) = (double.DegreesToRadians(lat), double.DegreesToRadians(lng));
        return (Math.Cos(p) * Math.Cos(l), Math.Cos(p) * Math.Sin(l), Math.Sin(p));
    }

    private static int Row(double lat) => (int)((Math.Clamp(lat, -90, 90) + 90) * CellsPerDegree);

    private static int Column(double lng) => (int)((Math.Clamp(lng, -180, 180) + 180) * CellsPerDegree);
}
