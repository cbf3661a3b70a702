using Marketplace.Catalogue.Certifications;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.Reference;
using Marketplace.Testing;

namespace Marketplace.IntegrationTests.Exchange;

/// <summary>The little of the reference tables that catalogues need to be imported.</summary>
internal static class CatalogueReference
{
    public static ReferenceData Data { get; } = new()
    {
        Places = new PlaceDirectory([TestOffers.Lyon7]),
        Certifications = new CertificationDirectory([], []),
        Departments = new Dictionary<string, Department>(),
        Regions = new Dictionary<string, Region>(),
        NsfDomains = new Dictionary<string, string>(),
        Jobs = new Dictionary<string, string>(),
    };
}
