using Marketplace.Catalogue.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>Catalogues that programs keep.</summary>
public static class CataloguesServices
{
    /// <summary>Needs the reference data.</summary>
    public static IServiceCollection AddCatalogues(this IServiceCollection services) => services
        .AddSingleton<OfferWriting>()
        .AddSingleton<CatalogueRules>()
        .AddSingleton<PublishedOffers>();
}
