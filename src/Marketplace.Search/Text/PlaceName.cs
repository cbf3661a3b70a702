namespace Marketplace.Search.Text;

/// <summary>A commune or arrondissement as search needs it.</summary>
/// <param name="Insee">INSEE code.</param>
/// <param name="Postcodes">Its postcodes.</param>
/// <param name="Department">Code such as 69, 2A, 974.</param>
/// <param name="Lat">WGS84 degrees of the centre.</param>
public sealed record PlaceName(
    string Insee, string Name, IReadOnlyList<string> Postcodes, string Department, double Lat, double Lng, int Population);
