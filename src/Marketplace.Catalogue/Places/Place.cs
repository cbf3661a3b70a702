namespace Marketplace.Catalogue.Places;

/// <summary>A commune or an arrondissement of Paris, Lyon or Marseille.</summary>
/// <param name="Insee">INSEE code, such as 69123 or 2A004.</param>
/// <param name="Postcodes">Postcodes, most used first.</param>
/// <param name="Department">Code such as 69, 2A, 974.</param>
/// <param name="Region">INSEE region code.</param>
/// <param name="Lat">WGS84 degrees of the centre.</param>
/// <param name="Approximate">The centre is derived from neighbours, not measured.</param>
/// <param name="Parent">For an arrondissement, its commune's INSEE code.</param>
public sealed record Place(
    string Insee, string Name, IReadOnlyList<string> Postcodes, string Department, string Region,
    int Population, double Lat, double Lng, bool Approximate = false, string? Parent = null);
