namespace Marketplace.Catalogue.Places;

/// <summary>Distances on the sphere.</summary>
public static class Distance
{
    private const double EarthDiameterKm = 12742.0;

    /// <summary>Kilometres between two WGS84 points (haversine).</summary>
    public static double Km(double lat1, double lng1, double lat2, double lng2)
    {
        var sinLat = Math.Sin(double.DegreesToRadians(lat2 - lat1) / 2);
        var sinLng = Math.Sin(double.DegreesToRadians(lng2 - lng1) / 2);
        var h = sinLat * sinLat
            + Math.Cos(double.DegreesToRadians(lat1)) * Math.Cos(double.DegreesToRadians(lat2)) * sinLng * sinLng;
        return EarthDiameterKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>Kilometres from a point to a commune's centre.</summary>
    public static double Km(this Place place, double lat, double lng) => Km(place.Lat, place.Lng, lat, lng);
}
