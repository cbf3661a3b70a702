using System.Globalization;

namespace Marketplace.Catalogue.Places;

/// <summary>A WGS84 point in degrees.</summary>
internal readonly record struct GeoPoint(double Lat, double Lng)
{
    /// <summary>The point that an address writes; null when absent, unreadable, outside the globe or at 0, 0.</summary>
    public static GeoPoint? Parse(string? latitude, string? longitude)
    {
        if (Degrees(latitude) is not { } lat || Degrees(longitude) is not { } lng)
            return null;
        // One of the two may exceed 90 when they were swapped: judged later, against the commune.
        if (Math.Abs(lat) > 180 || Math.Abs(lng) > 180 || (Math.Abs(lat) < 1e-6 && Math.Abs(lng) < 1e-6))
            return null;
        return new GeoPoint(lat, lng);
    }

    public bool OnGlobe => Math.Abs(Lat) <= 90;

    public GeoPoint Swapped => new(Lng, Lat);

    private static double? Degrees(string? text) =>
        double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out var value)
            && double.IsFinite(value) ? value : null;
}
