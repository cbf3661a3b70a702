using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>The little of the reference tables that the tests' catalogue refers to.</summary>
internal static class TestReference
{
    public static ReferenceData Data { get; } = new()
    {
        Places = new PlaceDirectory(
        [
            new("69387", "Lyon 7e Arrondissement", ["69007"], "69", "84", 82573, 45.7333, 4.8428, Parent: "69123"),
            new("69123", "Lyon", ["69001", "69007"], "69", "84", 522250, 45.758, 4.835),
            new("91330", "Lardy", ["91510"], "91", "11", 5600, 48.52, 2.26),
        ]),
        Certifications = new CertificationDirectory(
            [
                new("RNCP38430", "CAP Cuisine", 3, ["221"], []),
                new("RS5616", "Anglais professionnel", null, ["136"], []),
                new("CPF200", "VAE", null, [], []),
                new("RS1", "Ancienne certification", null, [], [], Active: false, Expires: new DateOnly(2020, 1, 1)),
            ],
            [new("RNCP38430BC01", "RNCP38430", "Premier bloc"), new("RNCP38430BC02", "RNCP38430", "Second bloc")]),
        Departments = new Dictionary<string, Department>(),
        Regions = new Dictionary<string, Region>(),
        NsfDomains = new Dictionary<string, string>(),
        Jobs = new Dictionary<string, string>(),
    };
}
