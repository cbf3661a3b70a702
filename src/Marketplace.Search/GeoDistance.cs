namespace Marketplace.Search;

/// <summary>Distances on a sphere of the Earth's mean radius (6,371 km): within 0.5 % of the ellipsoid.</summary>
public static class GeoDistance
{
    private const double EarthDiameterKm = 12742;
    private const double KmPerDegree = Math.PI * EarthDiameterKm / 360;

    /// <summary>Great-circle distance in km between two points in degrees.</summary>
    public static double Km(double lat1, double lng1, double lat2, double lng2)
    {
        var (p, q) = (double.DegreesToRadians(lat1), double.DegreesToRadians(lat2));
        var half = Math.Sin((q - p) / 2);
        var across = Math.Sin(double.DegreesToRadians(lng2 - lng1) / 2);
        return EarthDiameterKm * Math.Asin(Math.Min(1, Math.Sqrt((half * half) + (Math.Cos(p) * Math.Cos(q) * across * across))));
    }

    /// <summary>A box in degrees that holds the circle (whole width near a pole).</summary>
    public static GeoBox BoxAround(double lat, double lng, double radiusKm)
    {
        var dLat = radiusKm / KmPerDegree * 1.001;
        var shrink = Math.Cos(double.DegreesToRadians(Math.Min(89.9, Math.Abs(lat) + dLat)));
        var dLng = Math.Min(180, dLat / Math.Max(shrink, 1e-6));
        return new GeoBox(lng - dLng, lat - dLat, lng + dLng, lat + dLat);
    }
}
