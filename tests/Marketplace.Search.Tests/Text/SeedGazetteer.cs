using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Search.Text;
using PlaceAlias = Marketplace.Search.Text.PlaceAlias;
using PlaceName = Marketplace.Search.Text.PlaceName;

namespace Marketplace.Search.Tests.Text;

/// <summary>All places of the seed as a running server finds them in texts.</summary>
internal static class SeedGazetteer
{
    private static readonly Lazy<ReferenceData> Seed = new(SeedReference.Load);

    public static IEnumerable<string> Jobs => Seed.Value.Jobs.Values;

    public static Gazetteer With(IEnumerable<string> titles)
    {
        var (seed, places) = (Seed.Value, Seed.Value.Places);
        return new Gazetteer(
            places.All.Select(p => new PlaceName(p.Insee, p.Name, p.Postcodes, p.Department, p.Lat, p.Lng, p.Population)),
            new AreaTable(seed.Departments.Values.Select(d => (d.Code, d.Name, d.Region)),
            seed.Regions.ToDictionary(r => r.Key, r => r.Value.Name)),
            places.Aliases.Select(a => new PlaceAlias(a.Name, a.Place.Insee, a.Kind == AliasKind.Spelling)),
            places.Postcodes.Select(c => (c.Code, c.Place.Insee)),
            code => places.ByPostcode(code)?.Place.Insee,
            titles);
    }
}
