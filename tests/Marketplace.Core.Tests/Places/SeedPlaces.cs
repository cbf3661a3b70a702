using System.Globalization;
using Marketplace.Core.Places;
using Marketplace.Core.Reference;

namespace Marketplace.Core.Tests.Places;

/// <summary>The seed's communes, loaded once for all tests.</summary>
internal static class SeedPlaces
{
    private static readonly Lazy<PlaceDirectory> Loaded = new(() => new PlaceDirectory([.. SeedFiles.Read("places.csv").Select(Read)]));

    public static PlaceDirectory Directory => Loaded.Value;

    private static Place Read(string?[] row) => new(
        row[0]!, row[1]!, row[2]?.Split('|') ?? [], row[3]!, row[4]!, int.Parse(row[5]!, CultureInfo.InvariantCulture),
        double.Parse(row[6]!, CultureInfo.InvariantCulture), double.Parse(row[7]!, CultureInfo.InvariantCulture), row[8] == "1", row[9]);
}
