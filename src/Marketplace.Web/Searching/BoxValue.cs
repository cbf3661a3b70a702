using System.Globalization;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>A value of <c>bbox</c>.</summary>
public static class BoxValue
{
    public static GeoBox Read(string value)
    {
        var parts = value.Split(',');
        return parts.Length == 4
            && PointValue.Degrees(parts[0], 180) is { } minLng && PointValue.Degrees(parts[1], 90) is { } minLat
            && PointValue.Degrees(parts[2], 180) is { } maxLng && PointValue.Degrees(parts[3], 90) is { } maxLat
            && minLng <= maxLng && minLat <= maxLat
            ? new GeoBox(minLng, minLat, maxLng, maxLat)
            : throw new ParameterException("« minLng,minLat,maxLng,maxLat » en degrés est attendu, les minimums d’abord.");
    }

    public static string Write(GeoBox box) =>
        string.Create(CultureInfo.InvariantCulture, $"{box.MinLng},{box.MinLat},{box.MaxLng},{box.MaxLat}");
}
