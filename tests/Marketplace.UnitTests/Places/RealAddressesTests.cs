using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using CsvHelper;
using Marketplace.Catalogue.Places;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Places;

/// <summary>
/// The 22,782 places of training of the real set. Their town was written from the INSEE code, their postcode by the provider
/// (one in five is a CEDEX), so the town's name tells whether the commune found is right.
/// </summary>
public sealed class RealAddressesTests(ITestOutputHelper output)
{
    private static readonly XNamespace Edof = "https://www.of.moncompteformation.gouv.fr";

    [Fact]
    public void Locate_RealAddresses_FindsTheTown()
    {
        var (all, unresolved, wrong, far, unknown) = (0, 0, 0, 0, 0);
        var examples = new List<string>();
        foreach (var address in Addresses(SharedData.Path("edof-real/edof-real.zip")))
        {
            all++;
            var location = SeedPlaces.Directory.Locate(address);
            if (location.KmFromPlace is not null)
                far++;
            if (location.PostcodeUnknown)
                unknown++;
            if (location.Place is null)
                unresolved++;
            else if (!SameTown(location.Place, address.City!))
                wrong++;
            else
                continue;
            examples.Add($"{address.Postcode} {address.City} ({address.Latitude} {address.Longitude}) → {location.Place?.Insee} {location.Place?.Name}");
        }
        output.WriteLine($"{all} addresses, {unresolved} unresolved, {wrong} in another town, {far} points not believed, {unknown} postcodes in no list");
        foreach (var example in examples.Distinct().Take(60))
            output.WriteLine(example);
        Assert.Equal(22_782, all);
        Assert.True(unresolved <= all / 1000, $"{unresolved} unresolved");
        Assert.True(wrong <= all / 200, $"{wrong} in another town");
    }

    /// <summary>
    /// The public list gives the INSEE code beside the postcode and the town as organisations write them (PARIS 5, ST ETIENNE CEDEX 2).
    /// </summary>
    [Fact]
    public void Locate_AddressesOfOrganisations_FindsTheirInseeCode()
    {
        var (all, unresolved, wrong) = (0, 0, 0);
        using var csv = CsvReader.FromFile(
            SharedData.Path("organismes-formation-2022/organismes_apprentissage_20221010.csv"), new CsvReaderOptions { Separator = ';' });
        while (csv.Read())
        {
            var insee = csv.GetString("code_insee_localite");
            if (SeedPlaces.Directory.ByInsee(insee) is null)
                continue; // a code of 2022 that has merged since
            all++;
            var found = SeedPlaces.Directory.Locate(new PostalAddress
            {
                Number = "1", Lines = [], Postcode = csv.GetString("code_postal"), City = csv.GetString("localite"),
            }).Place;
            if (found is null)
                unresolved++;
            else if (found.Insee != insee && found.Parent != insee)
                wrong++;
            else
                continue;
            output.WriteLine($"{csv.GetString("code_postal")} {csv.GetString("localite")} {insee} → {found?.Insee} {found?.Name}");
        }
        output.WriteLine($"{all} addresses, {unresolved} unresolved, {wrong} in another commune");
        Assert.True(all > 5_000);
        Assert.True(unresolved <= all / 500, $"{unresolved} unresolved");
        Assert.True(wrong <= all / 100, $"{wrong} in another commune");
    }

    private static bool SameTown(Place place, string city)
    {
        var (found, written) = (Words(place.Name), Words(city));
        return found == written || found.StartsWith(written + " ", StringComparison.Ordinal)
            || written.StartsWith(found + " ", StringComparison.Ordinal);
    }

    /// <summary>The name alone: without CEDEX, arrondissement and numbers.</summary>
    private static string Words(string name) => PlaceName.Compact(string.Join(' ', PlaceName.Words(name)
        .Where(w => !w.All(char.IsAsciiDigit) && w is not ("cedex" or "arrondissement"))));

    private static IEnumerable<PostalAddress> Addresses(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        foreach (var entry in archive.Entries)
        {
            using var xml = XmlReader.Create(entry.Open());
            while (xml.ReadToFollowing("lieu-de-formation", Edof.NamespaceName))
            {
                var address = XElement.Load(xml.ReadSubtree()).Descendants(Edof + "adresse").First();
                yield return new PostalAddress
                {
                    Number = "1", Lines = [],
                    Postcode = (string?)address.Element(Edof + "codepostal"), City = (string?)address.Element(Edof + "ville"),
                    Country = (string?)address.Element(Edof + "pays"),
                    Latitude = (string?)address.Element(Edof + "geolocalisation")?.Element(Edof + "latitude"),
                    Longitude = (string?)address.Element(Edof + "geolocalisation")?.Element(Edof + "longitude"),
                };
            }
        }
    }
}
