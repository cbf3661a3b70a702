using System.Globalization;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>The value of <c>near</c>: a commune's INSEE code, or a point.</summary>
public static class PointValue
{
    public static NearPoint Read(string value, ReferenceData reference)
    {
        if (!value.Contains(','))
        {
            return reference.Places.ByInsee(value) is { } place
                ? new NearPoint(place.Lat, place.Lng, place.Insee, $"{place.Name} ({place.Department})")
                : throw new ParameterException("Un code INSEE de commune connu, ou « latitude,longitude », est attendu.");
        }
        var parts = value.Split(',');
        return parts.Length == 2 && Degrees(parts[0], 90) is { } lat && Degrees(parts[1], 180) is { } lng
            ? new NearPoint(lat, lng, null, "le point choisi")
            : throw new ParameterException("« latitude,longitude » en degrés est attendu, par exemple 45.76,4.84.");
    }

    /// <summary>Back to the parameter's text.</summary>
    public static string Write(NearPoint point) =>
        point.Insee ?? string.Create(CultureInfo.InvariantCulture, $"{point.Lat},{point.Lng}");

    internal static double? Degrees(string text, double limit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees)
            && Math.Abs(degrees) <= limit ? degrees : null;
}
